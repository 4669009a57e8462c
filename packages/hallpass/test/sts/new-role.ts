import { ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, type CreateRoleRequest, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, type AssumeRoleRequest, type Credentials, type STSClient } from '@aws-sdk/client-sts'
import type { Hallpass } from '../hallpass.ts'
import { clientsOf, policyOf, type StatementInput } from '../iam-users.ts'
import { sdkCredentials } from '../sts-calls.ts'

export interface NewRole {
  readonly arn: string
  readonly id: string
  readonly name: string
}

/** A statement of a trust policy; `Effect` is `Allow` unless given. */
export type TrustStatement = Readonly<Record<string, unknown>>

export function trustPolicy(...statements: readonly TrustStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) })
}

/** A new role with this trust policy, and an inline policy of these statements, if any. */
export async function newRole(
  { iam }: Pick<Hallpass, 'iam'>,
  trust: TrustStatement | readonly TrustStatement[],
  { statements = [], ...settings }: Partial<CreateRoleRequest> & { readonly statements?: readonly StatementInput[] } = {},
): Promise<NewRole> {
  const name = `role-${crypto.randomUUID()}`
  const AssumeRolePolicyDocument = trustPolicy(...(Array.isArray(trust) ? trust : [trust]))
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument, ...settings }))
  if (statements.length > 0) {
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'p', PolicyDocument: policyOf(...statements) }))
  }
  return { arn: String(Role?.Arn), id: String(Role?.RoleId), name }
}

/** `AssumeRole` as session `work`. */
export function assumeAs(sts: STSClient, RoleArn: string, request: Partial<AssumeRoleRequest> = {}) {
  return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'work', ...request }))
}

/** The clients of temporary credentials. */
export function clientsWith(hallpass: Hallpass, credentials: Partial<Credentials> | undefined) {
  return clientsOf(hallpass, sdkCredentials(credentials))
}

/** Whether these credentials may list pools: what policies of these tests allow or not. */
export async function mayList(hallpass: Hallpass, credentials: Partial<Credentials> | undefined): Promise<boolean> {
  try {
    await clientsWith(hallpass, credentials).cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') return false
    throw error
  }
}

/** Lets these credentials list pools where the condition holds. */
export function listingWhen(condition: Readonly<Record<string, unknown>>): StatementInput {
  return { Action: 'cognito-identity:ListIdentityPools', Condition: condition }
}
