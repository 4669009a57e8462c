import { identityPoolArn } from '../identity/arn.ts'
import type { Role } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { enhancedFlowAssumption, enhancedFlowSession } from '../roles/enhanced-flow.ts'
import { findRole } from '../roles/find-role.ts'
import { judgeAssumption } from '../roles/judge-assumption.ts'
import type { RoleSelection } from '../roles/select-role.ts'
import { startSession } from '../roles/start-session.ts'
import { type UpstreamIdentity, upstreamCredentials, upstreamRoleOf } from '../roles/upstream-credentials.ts'
import type { Credentials } from '../session/credentials.ts'
import {
  ExternalServiceException,
  InvalidIdentityPoolConfigurationException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
  TooManyRequestsException,
} from './errors.ts'
import { federate } from './federate.ts'
import { findUsableIdentity } from './identities.ts'
import { countPoolCall } from './pools.ts'
import { arn, credentials, identityId, logins } from './shapes.ts'

/**
 * `GetCredentialsForIdentity`: the enhanced flow: credentials of the role that the pool gives this identity, or of the role of an
 * upstream STS that it stands for.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export const getCredentialsForIdentity = operation({
  name: 'GetCredentialsForIdentity',
  auth: 'public',
  input: structure({ IdentityId: identityId, Logins: optional(logins), CustomRoleArn: optional(arn) }),
  output: structure({ IdentityId: optional(identityId), Credentials: optional(credentials) }),
  errors: [
    ExternalServiceException,
    InvalidIdentityPoolConfigurationException,
    InvalidParameterException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
    TooManyRequestsException,
  ],

  async handle({ IdentityId, Logins = new Map(), CustomRoleArn }, ctx) {
    const { identity, pool } = await findUsableIdentity(IdentityId, ctx)
    countPoolCall(pool, ctx)
    const { identityId, amr, tags, selection } = await federate({ pool, identity, logins: Logins, customRoleArn: CustomRoleArn }, ctx)
    const role = await selectedRole(selection, ctx)
    const federated = { identityId, amr, tags, poolId: pool.id, poolArn: identityPoolArn(pool.id, pool.accountId) }
    const { kind } = await judgeAssumption(enhancedFlowAssumption(role, federated), ctx)
    if (kind === 'denied') throw invalidConfiguration()
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = await credentialsOf(role, federated, ctx)
    return {
      IdentityId: identityId,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(expiresAt * 1000),
      },
    }
  },
})

async function credentialsOf(role: Role, identity: UpstreamIdentity, ctx: Context): Promise<Credentials> {
  const upstreamRole = upstreamRoleOf(role, ctx)
  if (upstreamRole === undefined) {
    const started = startSession(enhancedFlowSession(role, identity), ctx)
    if (started.kind !== 'started') throw invalidConfiguration()
    return started.credentials
  }
  const answer = await upstreamCredentials(role, upstreamRole, identity, ctx)
  switch (answer.kind) {
    case 'credentials':
      return answer.credentials
    case 'invalid-tags':
      throw invalidConfiguration()
    case 'refused':
      throw invalidConfiguration(answer.cause)
    case 'throttled':
      throw new TooManyRequestsException(`The upstream ${upstreamRole.upstream.name} is busy. Please try again later.`, answer)
    case 'unreachable':
      throw new ExternalServiceException(
        `The upstream ${upstreamRole.upstream.name} did not give a usable answer. Please try again later.`,
        answer,
      )
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

/** @param cause what an upstream said, for the log */
function invalidConfiguration(cause?: Error): InvalidIdentityPoolConfigurationException {
  return new InvalidIdentityPoolConfigurationException(
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    cause && { cause },
  )
}
