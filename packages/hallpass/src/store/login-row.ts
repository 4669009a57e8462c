import type { Login } from '../identity/login.ts'
import type { LoginRow } from './schema.ts'

/** The columns that say who somebody is at a provider. */
export type LoginColumns = Pick<LoginRow, 'provider' | 'subject'>

/**
 * A login in columns, escaped as in JSON: what providers call their users is any text, and databases cut text at NUL or refuse it,
 * and make all lone surrogates one. Two users must never become one.
 */
export function fromLogin({ provider, subject }: Login): LoginColumns {
  return { provider: toEscaped(provider), subject: toEscaped(subject) }
}

export function toLogin({ provider, subject }: LoginColumns): Login {
  return { provider: fromEscaped(provider), subject: fromEscaped(subject) }
}

function toEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function fromEscaped(column: string): string {
  // The JSON of a string is a string.
  return JSON.parse(`"${column}"`) as string
}
