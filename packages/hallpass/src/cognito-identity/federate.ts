import { authenticate } from '../federation/authenticate.ts'
import { authenticationMethods } from '../federation/authentication-methods.ts'
import { isOwnProvider } from '../federation/verify-logins.ts'
import type { Identity } from '../identity/identity.ts'
import type { Pool } from '../identity/pool.ts'
import type { Context } from '../operation/context.ts'
import { principalTags } from '../roles/principal-tags.ts'
import { selectRole } from '../roles/select-role.ts'
import { loginRefusal } from './login-refusal.ts'
import { type Federation, redeemOwnToken } from './redeem-own-token.ts'

/** Who gets credentials for these logins (none: a guest), and of which role. Throws what the caller is told. */
export async function federate(
  given: {
    readonly pool: Pool
    /** Enabled, of this pool. */
    readonly identity: Identity
    readonly logins: ReadonlyMap<string, string>
    readonly customRoleArn: string | undefined
  },
  ctx: Context,
): Promise<Federation> {
  const { pool, identity, logins, customRoleArn } = given
  const [ownToken] = [...logins].filter(([provider]) => isOwnProvider(provider)).map(([, token]) => token)
  if (ownToken !== undefined) return redeemOwnToken({ token: ownToken, loginCount: logins.size, pool, identity, customRoleArn }, ctx)

  const authentication = await authenticate(pool, identity, logins, ctx)
  if (authentication.kind !== 'authenticated') throw loginRefusal(authentication, { poolId: pool.id, identityId: identity.id })
  return {
    identityId: authentication.identityId,
    amr: authenticationMethods(authentication.logins),
    tags: principalTags(pool, authentication.logins),
    selection: selectRole(pool, authentication.logins, customRoleArn),
  }
}
