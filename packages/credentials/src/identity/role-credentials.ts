import { within } from '../transport/call-context.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { GetOpenIdTokenCommand } from '../v3/commands.ts'
import type { ResolvedLogins } from '../v3/Logins.ts'
import { getDefaultRoleAssumerWithWebIdentity } from '../v3/roleAssumer.ts'
import type { Connection } from './connect.ts'
import { roleRequest } from './role-request.ts'

/** The basic flow: the role is the application's choice, and the session may be narrowed. */
export interface BasicFlow {
  /** `basic` exchanges an OpenID token of the identity for a role at STS; unless told, the service chooses the role. */
  readonly flow?: 'enhanced' | 'basic' | undefined
  readonly roleArn?: string | undefined
  readonly roleSessionName?: string | undefined
  /** A policy, as JSON, that narrows the session. */
  readonly sessionPolicy?: string | undefined
  readonly policyArns?: { arn?: string }[] | undefined
  readonly durationSeconds?: number | undefined
}

/**
 * `GetOpenIdToken`, then `AssumeRoleWithWebIdentity`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export async function requestRoleCredentials(
  { config, context, send }: Connection,
  identity: { readonly IdentityId: string; readonly Logins?: ResolvedLogins | undefined },
  basic: BasicFlow,
  signal: AbortSignal,
): Promise<CognitoIdentityCredentials> {
  const { Token = '', IdentityId = identity.IdentityId } = await send(new GetOpenIdTokenCommand(identity), signal)
  const params = within(roleRequest({ ...basic, policy: basic.sessionPolicy }, Token), context(signal))
  // The same object: what it holds unseen stays.
  return Object.assign(await getDefaultRoleAssumerWithWebIdentity(config)(params), { identityId: IdentityId })
}
