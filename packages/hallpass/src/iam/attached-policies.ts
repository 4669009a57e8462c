import type { Entity } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { type EntityFamily, findEntity, updateEntity } from './entity-family.ts'
import { LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { type PageRequest, pageOf } from './paging.ts'
import { mayExist, readPolicyArn } from './policy-arn.ts'

/** Source: IAM and AWS STS quotas, "Managed policies attached to an IAM role", "… to an IAM user". */
const maxPolicies = 10
const quotas = { role: 'PoliciesPerRole', user: 'PoliciesPerUser' } as const

/** Attaches a managed policy, ours or AWS's; one that is attached already changes nothing. */
export async function attachPolicy<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  policyArn: string,
  ctx: Context,
): Promise<void> {
  checkPolicyArn(policyArn)
  await updateEntity(
    family,
    name,
    ctx,
    (entity) => {
      if (entity.attachedPolicyArns.includes(policyArn)) return entity
      if (!mayExist(policyArn, ctx)) throw notAttachable(policyArn)
      if (entity.attachedPolicyArns.length >= maxPolicies) {
        throw new LimitExceeded(`Cannot exceed quota for ${quotas[family.kind]}: ${maxPolicies}`)
      }
      return { ...entity, attachedPolicyArns: [...entity.attachedPolicyArns, policyArn] }
    },
    () => notAttachable(policyArn),
  )
}

/** @throws NoSuchEntity where the policy is not attached, whether or not there is one */
export async function detachPolicy<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  policyArn: string,
  ctx: Context,
): Promise<void> {
  checkPolicyArn(policyArn)
  await updateEntity(family, name, ctx, (entity) => {
    if (!entity.attachedPolicyArns.includes(policyArn)) throw new NoSuchEntity(`Policy ${policyArn} was not found.`)
    return { ...entity, attachedPolicyArns: entity.attachedPolicyArns.filter((each) => each !== policyArn) }
  })
}

/** A page of the policies that are attached, in the order of their names. */
export async function listAttachedPolicies<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  { PathPrefix = '/', ...request }: PageRequest & { readonly PathPrefix?: string | undefined },
  operation: string,
  ctx: Context,
): Promise<{
  readonly AttachedPolicies: readonly { readonly PolicyName: string; readonly PolicyArn: string }[]
  readonly IsTruncated: boolean
  readonly Marker: string | undefined
}> {
  const entity = await findEntity(family, name, ctx)
  const policies = entity.attachedPolicyArns
    .map((arn) => ({ arn, ...(readPolicyArn(arn) ?? { path: '', name: '' }) }))
    .filter(({ path }) => path.startsWith(PathPrefix))
  // No name has a space, which sorts before all that it may have.
  const page = await pageOf(policies, (policy) => `${policy.name} ${policy.arn}`, request, [operation, entity.id, PathPrefix], ctx)
  return {
    AttachedPolicies: page.entries.map((policy) => ({ PolicyName: policy.name, PolicyArn: policy.arn })),
    IsTruncated: page.IsTruncated,
    Marker: page.Marker,
  }
}

function checkPolicyArn(text: string): void {
  if (readPolicyArn(text) === undefined) throw new ValidationError(`ARN ${text} is not valid.`)
}

function notAttachable(policyArn: string): NoSuchEntity {
  return new NoSuchEntity(`Policy ${policyArn} does not exist or is not attachable.`)
}
