import { CredentialFailure } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { type LoginSession, loginNeeded, readSession, sessionName } from './login-session.ts'
import { refreshTokens } from './login-tokens.ts'
import type { Surroundings } from './surroundings.ts'

/** An ID token is used as long as it holds for this much longer, milliseconds. */
const margin = 60_000

/**
 * An ID token of the session that holds now; where it has ended, a new one by the refresh token. Providers give a new refresh token with
 * it, and may take a second use of the former one for theft: one process at a time asks.
 * @throws {CredentialFailure} `login-needed`: the session has ended
 */
export async function freshIdToken(client: OpenIdClient, surroundings: Surroundings): Promise<string> {
  const name = sessionName(client)
  const { cache, now } = surroundings
  const holds = ({ idTokenEnd }: LoginSession) => idTokenEnd - margin > now()
  const found = await readSession(client, surroundings)
  if (holds(found)) return found.idToken
  return cache.locked(name, async () => {
    const session = await readSession(client, surroundings)
    if (holds(session)) return session.idToken
    if (session.refreshToken === undefined) throw loginNeeded(client, 'The login has ended at')
    const tokens = await refreshTokens(client, { ...session, refreshToken: session.refreshToken }).catch(async (error: unknown) => {
      if (!(error instanceof CredentialFailure) || error.kind !== 'login-needed') throw error
      await cache.remove(name)
      throw loginNeeded(client, 'The login has ended at', error)
    })
    await cache.write(name, { ...session, ...tokens })
    return tokens.idToken
  })
}
