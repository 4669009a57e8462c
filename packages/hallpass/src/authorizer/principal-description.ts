import { principalKeys } from '../authorization/principal-keys.ts'
import { type ContextValue, requestContext } from '../policy/request-context.ts'
import { type Caller, callerArn } from '../session/caller.ts'

/** Whoever made a request, as services behind the authorizer are told. */
export interface PrincipalDescription {
  readonly principal: {
    readonly arn: string
    /** Twelve digits. */
    readonly accountId: string
    /** `aws:PrincipalType`: `Account`, `User`, `AssumedRole`, `FederatedUser`. */
    readonly type: string
    /** `aws:userid` */
    readonly userId: string
  }
  /** Of a session that began in an identity pool. */
  readonly identityId?: string
  readonly identityPoolId?: string
  /** `aws:PrincipalTag/KEY`: of the user or role, and of the session, whose values win. */
  readonly tags: Readonly<Record<string, string>>
}

const ownFederation = 'cognito-identity.amazonaws.com'
const tagPrefix = 'aws:PrincipalTag/'

/** Describes a caller who has signed something. Source: IAM user guide, "AWS global condition context keys", "Properties of the principal". */
export function describePrincipal(caller: Caller): PrincipalDescription {
  const keys = requestContext(principalKeys(caller))
  const tags = [...keys.entries()].filter(([key]) => key.startsWith(tagPrefix))
  const { sub, aud } = poolKeys(caller)
  return {
    principal: {
      arn: callerArn(caller),
      accountId: textOf(keys.get('aws:PrincipalAccount')),
      type: textOf(keys.get('aws:PrincipalType')),
      userId: textOf(keys.get('aws:userid')),
    },
    ...(sub !== undefined && { identityId: sub }),
    ...(aud !== undefined && { identityPoolId: aud }),
    // Entries, so that a tag of any name is one of the object's own.
    tags: Object.fromEntries(tags.map(([key, value]) => [key.slice(tagPrefix.length), textOf(value)])),
  }
}

/** Of the login that the session began with, where that was an identity of ours. */
function poolKeys(caller: Caller): { readonly sub?: string; readonly aud?: string } {
  const federation = caller.kind === 'role-session' ? caller.session.federation : undefined
  if (federation?.provider !== ownFederation) return {}
  return { sub: textOf(federation.keys.get(`${ownFederation}:sub`)), aud: textOf(federation.keys.get(`${ownFederation}:aud`)) }
}

function textOf(value: ContextValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
