import { type FetchJson, ProviderFailure } from './fetch-json.ts'
import { member } from './member.ts'
import { apiAddress } from './provider-endpoint.ts'
import { invalidLogin, type Refusal } from './refusal.ts'
import type { Claims } from './verification.ts'

export interface UserToCheck {
  /** The base of the user pool's API. */
  readonly endpoint: string | undefined
  readonly userPoolId: string
  readonly subject: string
  readonly claims: Claims
}

/** Undefined when the user is still there; throws ProviderFailure when the user pool does not say. */
export type CheckUser = (user: UserToCheck) => Promise<Refusal | undefined>

const revoked = invalidLogin('Token has been revoked.')

/**
 * The server-side token check: asks the user pool whether the user exists and is enabled. It fails closed.
 * Source: Cognito user pools API, AdminGetUser.
 */
export function createCheckUser(fetchJson: FetchJson): CheckUser {
  return async ({ endpoint, userPoolId, subject, claims }) => {
    if (endpoint === undefined) throw new ProviderFailure('ServerSideTokenCheck needs the endpoint of the user pool in the configuration.')
    const { 'cognito:username': username } = claims
    const { status, body } = await fetchJson(apiAddress(endpoint, '/'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' },
      body: JSON.stringify({ UserPoolId: userPoolId, Username: typeof username === 'string' ? username : subject }),
    })
    const { __type: error, Enabled: isEnabled, UserAttributes: attributes } = body
    if (status === 200) return isEnabled === true && !isSomebodyElse(attributes, subject) ? undefined : revoked
    if (typeof error === 'string' && error.split('#').at(-1) === 'UserNotFoundException') return revoked
    throw new ProviderFailure(`AdminGetUser answered with status ${status}.`)
  }
}

/** A user name may be given away again after its user was deleted; the `sub` is never. */
function isSomebodyElse(attributes: unknown, subject: string): boolean {
  const list: readonly unknown[] = Array.isArray(attributes) ? attributes : []
  const known = list.find((attribute) => member(attribute, 'Name') === 'sub')
  return known !== undefined && member(known, 'Value') !== subject
}
