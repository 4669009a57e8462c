import { plain } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { asKeptCredentials, asKeptGuest } from './kept-credentials.ts'
import { asSession, type LoginSession } from './login-session.ts'
import { revokeTokens } from './login-tokens.ts'
import type { Surroundings } from './surroundings.ts'

/** What is to be forgotten; what is not named is everything. */
export interface LogoutOptions {
  readonly issuer: string | undefined
  readonly clientId: string | undefined
  readonly poolId: string | undefined
}

/**
 * Forgets sessions, the credentials that came of them, and guests; providers are told, where they answer. Returns what to say of it.
 * The credentials themselves hold until they expire: nobody can take them back.
 */
export async function signOut(options: LogoutOptions, surroundings: Surroundings): Promise<string> {
  const { cache } = surroundings
  const isAll = options.issuer === undefined && options.clientId === undefined && options.poolId === undefined
  const kept = await cache.names()
  const found = await Promise.all(kept.map(async (name) => ({ name, value: await cache.read(name) })))
  const sessions = options.poolId === undefined ? found.filter(({ value }) => isNamed(asSession(value), options)) : []
  const ended = new Set(sessions.map(({ value }) => asSession(value)?.id))
  const others = found.filter(({ value }) => {
    if (isAll) return true
    const credentials = asKeptCredentials(value)
    if (credentials !== undefined && ended.has(credentials.mark)) return true
    return options.poolId !== undefined && (credentials ?? asKeptGuest(value))?.poolId === options.poolId
  })
  // First here: a provider may take its time.
  const names = new Set([...sessions, ...others].map(({ name }) => name))
  const forgotten = await Promise.all([...names].map((name) => forget(name, surroundings)))
  await cache.removeDrafts()
  await Promise.all(forgotten.map((value) => revoke(asSession(value), surroundings)))
  return names.size === 0 ? 'There was nothing to forget.\n' : 'Forgotten.\n'
}

/** Whoever is about to renew it comes to an end first: else he would bring it back, with a refresh token that nobody revokes. */
function forget(name: string, { cache }: Surroundings): Promise<unknown> {
  return cache.locked(name, async () => {
    const last = await cache.read(name)
    await cache.remove(name)
    return last
  })
}

function isNamed(session: LoginSession | undefined, { issuer, clientId }: LogoutOptions): boolean {
  if (session === undefined) return false
  return (issuer ?? session.issuer) === session.issuer && (clientId ?? session.clientId) === session.clientId
}

async function revoke(session: LoginSession | undefined, { tell }: Surroundings): Promise<void> {
  if (session?.refreshToken === undefined) return
  const { issuer, clientId, clientSecretFile } = session
  const client: OpenIdClient = { issuer, clientId, clientSecretFile, scopes: undefined }
  await revokeTokens(client, session.refreshToken).catch((error: unknown) => {
    tell(`${issuer} could not be told: ${error instanceof Error ? plain(error.message) : 'unknown reason'}`)
  })
}
