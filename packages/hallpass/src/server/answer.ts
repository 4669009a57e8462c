import type { ServiceError } from '../operation/service-error.ts'

/** What goes back to a caller. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Empty: no body. */
  readonly body: string
  /** For the log: `cognito-identity:GetId`. */
  readonly operation?: string
  /** For the log: what was refused, or what went wrong. */
  readonly error?: unknown
  /** Whether pages of other origins may read it. */
  readonly isShared: boolean
}

/** When to come again, for who was refused by a limit. Source: RFC 9110, section 10.2.3. */
export function retryAfter({ excess }: ServiceError): Readonly<Record<string, string>> {
  return excess === undefined ? {} : { 'Retry-After': String(excess.retryAfterSeconds) }
}
