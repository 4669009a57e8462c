import { authenticate } from '../federation/authenticate.ts'
import { authenticationMethods } from '../federation/authentication-methods.ts'
import { isOwnProvider } from '../federation/verify-logins.ts'
import type { Role } from '../identity/entity.ts'
import type { Identity } from '../identity/identity.ts'
import type { Pool } from '../identity/pool.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { enhancedFlowAssumption, enhancedFlowSession } from '../roles/enhanced-flow.ts'
import { findRole } from '../roles/find-role.ts'
import { judgeAssumption } from '../roles/judge-assumption.ts'
import { principalTags } from '../roles/principal-tags.ts'
import { type RoleSelection, selectRole } from '../roles/select-role.ts'
import { startSession } from '../roles/start-session.ts'
import {
  ExternalServiceException,
  InvalidIdentityPoolConfigurationException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'
import { findUsableIdentity } from './identities.ts'
import { loginRefusal } from './login-refusal.ts'
import { type Federation, redeemOwnToken } from './redeem-own-token.ts'
import { arn, identityId, logins } from './shapes.ts'

/**
 * `GetCredentialsForIdentity`: the enhanced flow: credentials of the role that the pool gives this identity.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export const getCredentialsForIdentity = operation({
  name: 'GetCredentialsForIdentity',
  auth: 'public',
  input: structure({ IdentityId: identityId, Logins: optional(logins), CustomRoleArn: optional(arn) }),
  errors: [
    ExternalServiceException,
    InvalidIdentityPoolConfigurationException,
    InvalidParameterException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
  ],

  async handle({ IdentityId, Logins = new Map(), CustomRoleArn }, ctx) {
    const { identity, pool } = await findUsableIdentity(IdentityId, ctx)
    const [ownToken] = [...Logins].filter(([provider]) => isOwnProvider(provider)).map(([, token]) => token)
    const federation =
      ownToken === undefined
        ? await federate(pool, identity, Logins, CustomRoleArn, ctx)
        : await redeemOwnToken({ token: ownToken, loginCount: Logins.size, pool, identity, customRoleArn: CustomRoleArn }, ctx)

    const role = await selectedRole(federation.selection, ctx)
    const federated = { ...federation, poolId: pool.id }
    const { kind } = await judgeAssumption(enhancedFlowAssumption(role, federated), ctx)
    if (kind === 'denied') throw invalidConfiguration()
    const started = startSession(enhancedFlowSession(role, federated), ctx)
    if (started.kind !== 'started') throw invalidConfiguration()
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = started.credentials
    return {
      IdentityId: federation.identityId,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(expiresAt * 1000),
      },
    }
  },
})

async function federate(
  pool: Pool,
  identity: Identity,
  given: ReadonlyMap<string, string>,
  customRoleArn: string | undefined,
  ctx: Context,
): Promise<Federation> {
  const authentication = await authenticate(pool, identity, given, ctx)
  if (authentication.kind !== 'authenticated') throw loginRefusal(authentication, { poolId: pool.id, identityId: identity.id })
  return {
    identityId: authentication.identityId,
    amr: authenticationMethods(authentication.logins),
    tags: principalTags(pool, authentication.logins),
    selection: selectRole(pool, authentication.logins, customRoleArn),
  }
}

async function selectedRole(selection: RoleSelection, ctx: Context): Promise<Role> {
  switch (selection.kind) {
    case 'role': {
      const role = await findRole(selection.roleArn, ctx)
      if (role === undefined) throw invalidConfiguration()
      return role
    }
    case 'no-role':
      throw invalidConfiguration()
    case 'custom-role-not-allowed':
      throw new NotAuthorizedException('The custom role is not allowed for this identity.')
    case 'custom-role-needed':
      throw new InvalidParameterException('The login offers several roles: please choose one of them as CustomRoleArn.')
    case 'denied':
      throw new NotAuthorizedException(`The ambiguous role mapping rules for: ${selection.roleMappingKey} denied this request.`)
  }
}

function invalidConfiguration(): InvalidIdentityPoolConfigurationException {
  return new InvalidIdentityPoolConfigurationException('Invalid identity pool configuration. Check assigned IAM roles for this pool.')
}
