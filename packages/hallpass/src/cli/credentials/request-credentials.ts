import { CredentialFailure } from './credential-failure.ts'
import type { CredentialOptions } from './credential-options.ts'
import { type IdentityCredentials, type IdentityService, identityService } from './identity-service.ts'
import { asKeptGuest, guestName, type KeptGuest } from './kept-credentials.ts'
import type { Login } from './login-token.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Asks the service for credentials: of the identity that it names for the login, or of the guest that was here before.
 * @throws {CredentialFailure}
 */
export async function requestCredentials(
  options: CredentialOptions,
  login: Login,
  surroundings: Surroundings,
): Promise<IdentityCredentials> {
  const service = identityService(options.endpoint, surroundings.pause)
  if (options.login.kind === 'guest') return requestForGuest(service, options, surroundings)
  const token = await login.token()
  if (token === undefined) throw new CredentialFailure('refused', `There is no token of ${options.login.provider}.`)
  const logins = { [options.login.provider]: token }
  // Asked each time: it costs little, and the answer is right after logins were linked or parted.
  const identityId = await service.getId(options.poolId, logins)
  return service.getCredentials(identityId, logins, options.customRoleArn)
}

async function requestForGuest(
  service: IdentityService,
  options: CredentialOptions,
  { cache }: Surroundings,
): Promise<IdentityCredentials> {
  const { endpoint, poolId, customRoleArn, usesCache } = options
  const name = guestName(options)
  const ofNewGuest = async () => service.getCredentials(await service.getId(poolId, undefined), undefined, customRoleArn)
  if (!usesCache) return ofNewGuest()
  // Under a lock, because other options may ask for the same guest.
  return cache.locked(name, async () => {
    const kept = asKeptGuest(await cache.read(name))
    const ofKeptGuest = async ({ identityId }: KeptGuest) =>
      service.getCredentials(identityId, undefined, customRoleArn).catch((error: unknown) => {
        // The guest was deleted, or has become a user in the meantime.
        if (!isGone(error)) throw error
        return ofNewGuest()
      })
    const credentials = await (kept === undefined ? ofNewGuest() : ofKeptGuest(kept))
    const { identityId } = credentials
    if (identityId !== kept?.identityId) await cache.write(name, { identityId, endpoint, poolId } satisfies KeptGuest)
    return credentials
  })
}

function isGone(error: unknown): boolean {
  return error instanceof CredentialFailure && ['ResourceNotFoundException', 'NotAuthorizedException'].includes(error.code ?? '')
}
