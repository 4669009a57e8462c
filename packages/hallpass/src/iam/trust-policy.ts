import { parseArn } from '../identity/arn.ts'
import { type Role, type User, userArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { policySize } from '../policy/policy-size.ts'
import { findRole } from '../roles/find-role.ts'
import { LimitExceeded, MalformedPolicyDocument } from './errors.ts'
import { checkPolicyDocument } from './policy-document.ts'

/** Characters but white space. Source: IAM and AWS STS quotas, "Role trust policy JSON text". */
const maxSize = 2_048

/**
 * A role's trust policy as it is kept: roles and users of our account that it names must be there, and are trusted by their unique ids.
 * Whether principals of other accounts are there is not asked.
 * Source: IAM user guide, "AWS JSON policy elements: Principal".
 */
export async function readTrustPolicy(text: string, ctx: Context): Promise<Pick<Role, 'trustPolicy' | 'trustedIds'>> {
  const document = checkPolicyDocument(text, 'trust')
  if (policySize(text) > maxSize) throw new LimitExceeded(`Cannot exceed quota for ACLSizePerRole: ${maxSize}`)
  const trustedIds = new Map<string, string>()
  for (const arn of ownPrincipals(document, ctx.accountId)) {
    const entity = await findPrincipal(arn, ctx)
    if (entity === undefined) throw new MalformedPolicyDocument(`Invalid principal in policy: "AWS":"${arn}"`)
    trustedIds.set(arn, entity.id)
  }
  return { trustPolicy: text, trustedIds }
}

/** The ARNs that name something in our account's IAM besides the account itself, each once. */
function ownPrincipals(document: PolicyDocument, accountId: string): ReadonlySet<string> {
  const principals = document.statements.flatMap((statement) => statement.principals ?? [])
  const arns = principals.filter(({ kind }) => kind === 'AWS').map(({ value }) => value)
  return new Set(
    arns.filter((text) => {
      const arn = parseArn(text)
      return arn?.service === 'iam' && arn.accountId === accountId && arn.resource !== 'root'
    }),
  )
}

async function findPrincipal(arn: string, ctx: Context): Promise<Role | User | undefined> {
  const role = await findRole(arn, ctx)
  if (role !== undefined) return role
  const user = await ctx.store.findUser(ctx.accountId, arn.slice(arn.lastIndexOf('/') + 1))
  return user !== undefined && userArnOf(user) === arn ? user : undefined
}
