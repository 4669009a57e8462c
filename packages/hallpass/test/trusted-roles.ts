import { CreateRoleCommand, EntityAlreadyExistsException } from '@aws-sdk/client-iam'
import type { Clients } from './clients.ts'
import { accountId } from './hallpass.ts'

/** A trust policy that lets the identities of every pool assume the role, or those that meet the condition. */
export function poolTrust(condition?: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      ...(condition && { Condition: condition }),
    },
  })
}

/** Makes the roles of our account among these ARNs, unless they are there, so that the identities of every pool may assume them. */
export async function makeRoles({ iam }: Pick<Clients, 'iam'>, arns: Iterable<string | undefined>): Promise<void> {
  for (const arn of new Set(arns)) {
    const [, path, name] = new RegExp(`^arn:aws:iam::${accountId}:role(/(?:.+/)?)([\\w+=,.@-]+)$`).exec(arn ?? '') ?? []
    if (name === undefined) continue
    const role = new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: poolTrust() })
    await iam.send(role).catch((error: unknown) => {
      if (!(error instanceof EntityAlreadyExistsException)) throw error
    })
  }
}
