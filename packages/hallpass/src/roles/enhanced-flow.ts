import type { Role } from '../identity/entity.ts'
import type { Assumption } from './judge-assumption.ts'
import { ownFederation, ownProvider } from './own-federation.ts'
import type { SessionRequest } from './start-session.ts'

/** An identity that is to get credentials, and how it was authenticated in this request. */
export interface FederatedIdentity {
  readonly poolId: string
  readonly identityId: string
  /** `["unauthenticated"]`, or `authenticated` followed by the provider's name and the detail of each login used. */
  readonly amr: readonly string[]
  readonly tags: ReadonlyMap<string, string>
}

const sessionName = 'CognitoIdentityCredentials'
/** How long the credentials live, seconds. */
const lifetime = 3600

/** The enhanced flow exchanges, so to speak, our own OpenID token for the role: this is what the role's trust policy is asked. */
export function enhancedFlowAssumption(role: Role, identity: FederatedIdentity): Assumption {
  return {
    role,
    action: 'sts:AssumeRoleWithWebIdentity',
    principal: { kind: 'federated', provider: ownProvider },
    sessionName,
    tags: identity.tags,
    transitiveTagKeys: [],
    sourceIdentity: undefined,
    keys: ownFederation(identity).keys,
  }
}

/** The session that it then gets. Guests are kept within a session policy. Source: Cognito developer guide, "Enhanced flow". */
export function enhancedFlowSession(role: Role, identity: FederatedIdentity): SessionRequest {
  return {
    role,
    sessionName,
    durationSeconds: lifetime,
    tags: identity.tags,
    transitiveTagKeys: [],
    sourceIdentity: undefined,
    policies: { arns: [], ...(identity.amr[0] === 'unauthenticated' && { isGuest: true }) },
    federation: ownFederation(identity),
  }
}
