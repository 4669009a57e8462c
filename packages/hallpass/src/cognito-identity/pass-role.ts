import { decide } from '../authorization/decide.ts'
import { isRoleArn } from '../identity/role-arn.ts'
import type { Context } from '../operation/context.ts'

/**
 * The first of these that a pool may not be given by the caller: what is no role of our account, or what his policies do not let him
 * pass on. Whether a role exists and trusts the pool is looked at when it is assumed.
 * Source: IAM user guide, "Granting a user permissions to pass a role to an AWS service".
 */
export async function findForbiddenRole(roleArns: readonly string[], ctx: Context): Promise<string | undefined> {
  for (const arn of new Set(roleArns)) {
    if (!isRoleArn(arn, ctx.accountId) || !(await mayPass(arn, ctx))) return arn
  }
  return undefined
}

async function mayPass(roleArn: string, ctx: Context): Promise<boolean> {
  const conditions = [['iam:PassedToService', 'cognito-identity.amazonaws.com']] as const
  const { decision } = await decide(ctx, { action: 'iam:PassRole', resource: roleArn, conditions })
  return decision === 'allowed'
}
