import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { accountId, type Hallpass } from '../hallpass.ts'
import { policyOf, type StatementInput } from '../iam-users.ts'
import { createPoolWithRoles } from '../pool-with-roles.ts'
import { assume, sdkCredentials } from '../sts-calls.ts'
import { type Signing, type SigningCredentials, signRequest } from '../support/sign-request.ts'
import { poolTrust } from '../trusted-roles.ts'

/** A request that a service received, as it describes it. */
export interface Described {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly bodySha256?: string
}

export interface Answered {
  readonly status: number
  // What was answered is what is looked at.
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

export const action = 'execute-api:Invoke'
export const resource = 'arn:aws:execute-api:eu-central-1:123456789012:shop/live/GET/orders'

/** Asks as a service does. */
export async function ask({ url }: Pick<Hallpass, 'url'>, call: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const body = typeof call === 'string' ? call : JSON.stringify(call)
  const answer = await fetch(`${url}/authorize`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : { text } }
}

/** A request to `shop.example.com`, signed for `execute-api` unless told otherwise. */
export function signed(
  credentials: SigningCredentials,
  signing: Signing & { readonly headers?: Record<string, string>; readonly body?: string } = {},
): Described {
  const { method = 'GET', path = '/orders', query = '', headers = {}, body = '', ...rest } = signing
  const all = { host: 'shop.example.com', ...headers }
  const target = query === '' ? path : `${path}?${query}`
  const canonicalPath = path.split('/').map(encodeURIComponent).join('/')
  return {
    method,
    url: target,
    headers: signRequest(all, body, credentials, { service: 'execute-api', ...rest, method, path: canonicalPath, query }),
  }
}

/** Asks whether a request may do the usual thing. */
export function askAbout(hallpass: Pick<Hallpass, 'url'>, request: Described, rest: object = {}): Promise<Answered> {
  return ask(hallpass, { request, action, resource, ...rest })
}

/**
 * Credentials of a pool's user, whose session has tags, and whose role may do what these statements say.
 * @param within a session policy, where there is one
 */
export async function poolSession(
  hallpass: Hallpass,
  statements: readonly StatementInput[],
  tags?: Record<string, string>,
  within?: readonly StatementInput[],
) {
  const { poolId, user } = await createPoolWithRoles(hallpass)
  const RoleName = `api-${crypto.randomUUID()}`
  await hallpass.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: poolTrust() }))
  await hallpass.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: policyOf(...statements) }))
  const { identityId, token } = await user('ann', tags)
  const RoleArn = `arn:aws:iam::${accountId}:role/${RoleName}`
  const { Credentials } = await assume(hallpass, { RoleArn, WebIdentityToken: token, ...(within && { Policy: policyOf(...within) }) })
  return {
    poolId,
    identityId,
    RoleName,
    credentials: sdkCredentials(Credentials),
    arn: `arn:aws:sts::${accountId}:assumed-role/${RoleName}/web`,
  }
}
