import { randomUUID } from 'node:crypto'
import { cacheKey } from './cache-key.ts'
import { CredentialFailure } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import type { LoginTokens } from './login-tokens.ts'
import type { Surroundings } from './surroundings.ts'

/** A person who signed in at a provider, until that ends there or is forgotten here. */
export interface LoginSession extends LoginTokens {
  /** Another one for each sign-in. */
  readonly id: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecretFile: string | undefined
}

/** @throws {CredentialFailure} `login-needed`: nobody is signed in */
export async function readSession(client: OpenIdClient, { cache }: Surroundings): Promise<LoginSession> {
  const session = asSession(await cache.read(sessionName(client)))
  if (session === undefined) throw loginNeeded(client, 'Nobody is signed in at')
  return session
}

/** Keeps what a sign-in gave, in place of an earlier one. */
export async function startSession(client: OpenIdClient, tokens: LoginTokens, { cache }: Surroundings): Promise<void> {
  const { issuer, clientId, clientSecretFile } = client
  const session: LoginSession = { ...tokens, id: randomUUID(), issuer, clientId, clientSecretFile }
  await cache.locked(sessionName(client), () => cache.write(sessionName(client), session))
}

/** The cache's name of the session: pools share it. */
export function sessionName({ issuer, clientId, scopes }: OpenIdClient): string {
  return cacheKey('session', { issuer, clientId, scopes })
}

/** What was read, if it is a session. */
export function asSession(value: unknown): LoginSession | undefined {
  // Each member is held against its type below.
  const session = Object(value) as Partial<LoginSession>
  const { id, issuer, clientId, clientSecretFile, subject, idToken, idTokenEnd, refreshToken } = session
  if (![id, issuer, clientId, subject, idToken].every((member) => typeof member === 'string')) return undefined
  if (typeof idTokenEnd !== 'number') return undefined
  if (![refreshToken, clientSecretFile].every((member) => ['string', 'undefined'].includes(typeof member))) return undefined
  // It has all members by now.
  return session as LoginSession
}

/** Somebody has to sign in; says how. */
export function loginNeeded(client: OpenIdClient, what: string, cause?: Error): CredentialFailure {
  const { issuer, clientId, scopes, clientSecretFile } = client
  const flags = [
    ['--issuer', issuer],
    ['--client-id', clientId],
    ['--scopes', scopes],
    ['--client-secret-file', clientSecretFile],
  ].flatMap(([flag, value]) => (flag === undefined || value === undefined ? [] : [flag, quoted(value)]))
  const command = ['hallpass', 'credentials', 'login', ...flags].join(' ')
  return new CredentialFailure('login-needed', `${what} ${issuer}. Sign in, then try again:\n\n  ${command}\n`, { cause })
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
