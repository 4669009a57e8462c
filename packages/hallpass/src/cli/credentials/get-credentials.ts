import { CredentialFailure } from './credential-failure.ts'
import type { CredentialOptions } from './credential-options.ts'
import type { IdentityCredentials } from './identity-service.ts'
import { asKeptCredentials, credentialsName, type KeptCredentials } from './kept-credentials.ts'
import { type Login, readLogin } from './login-token.ts'
import { requestCredentials } from './request-credentials.ts'
import type { Surroundings } from './surroundings.ts'

/** Where nobody answers, credentials are used for as long as they hold for this much longer, milliseconds. */
const lastUse = 60_000

/**
 * The credentials of these options: the kept ones while they are good, else new ones, which are kept. Processes that ask at the same time
 * make one set between them.
 * @throws {CredentialFailure}
 */
export async function getCredentials(options: CredentialOptions, surroundings: Surroundings): Promise<IdentityCredentials> {
  const login = await readLogin(options.login, surroundings)
  if (!options.usesCache) return requestCredentials(options, login, surroundings)
  const name = credentialsName(options)
  const readKept = async () => {
    const kept = asKeptCredentials(await surroundings.cache.read(name))
    return kept?.mark === login.mark ? kept : undefined
  }
  const isGood = ({ expiration }: KeptCredentials) => expiration * 1000 - options.renewalMargin > surroundings.now()

  const kept = await readKept()
  if (kept !== undefined && isGood(kept)) return kept
  return surroundings.cache.locked(name, async () => {
    const found = await readKept()
    return found !== undefined && isGood(found) ? found : renew(found, options, login, surroundings)
  })
}

async function renew(
  kept: KeptCredentials | undefined,
  options: CredentialOptions,
  login: Login,
  surroundings: Surroundings,
): Promise<IdentityCredentials> {
  try {
    const credentials = await requestCredentials(options, login, surroundings)
    const { endpoint, poolId } = options
    const made: KeptCredentials = { ...credentials, mark: login.mark, endpoint, poolId }
    await surroundings.cache.write(credentialsName(options), made)
    return credentials
  } catch (error) {
    const isUnreachable = error instanceof CredentialFailure && error.kind === 'unreachable'
    if (kept === undefined || !isUnreachable || kept.expiration * 1000 - lastUse < surroundings.now()) throw error
    surroundings.tell(`${error.message} The credentials of before are used, which end soon.`)
    return kept
  }
}
