import type { Entity } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { policySize } from '../policy/policy-size.ts'
import { type EntityFamily, findEntity, updateEntity } from './entity-family.ts'
import { LimitExceeded, NoSuchEntity } from './errors.ts'
import { type PageRequest, pageOf } from './paging.ts'
import { checkPolicyDocument, writeDocument } from './policy-document.ts'

/** Characters but white space, of all inline policies of one entity together. Source: IAM and AWS STS quotas. */
const maxSizes = { role: 10_240, user: 2_048 } as const

/** Adds an inline policy, or gives the one of this name another document. */
export async function putInlinePolicy<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  policy: { readonly name: string; readonly document: string },
  ctx: Context,
): Promise<void> {
  await findEntity(family, name, ctx)
  checkPolicyDocument(policy.document, 'identity')
  await updateEntity(family, name, ctx, (entity) => {
    const inlinePolicies = new Map([...entity.inlinePolicies, [policy.name, policy.document]])
    checkSize(family, name, inlinePolicies)
    return { ...entity, inlinePolicies }
  })
}

/** The document of an inline policy, as answers have it. */
export async function getInlinePolicy<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  policyName: string,
  ctx: Context,
): Promise<string> {
  const { inlinePolicies } = await findEntity(family, name, ctx)
  const document = inlinePolicies.get(policyName)
  if (document === undefined) throw noSuchPolicy(family, policyName)
  return writeDocument(document)
}

export async function deleteInlinePolicy<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  policyName: string,
  ctx: Context,
): Promise<void> {
  await updateEntity(family, name, ctx, (entity) => {
    const inlinePolicies = new Map(entity.inlinePolicies)
    if (!inlinePolicies.delete(policyName)) throw noSuchPolicy(family, policyName)
    return { ...entity, inlinePolicies }
  })
}

/** A page of the names of inline policies, in their order. */
export async function listInlinePolicies<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  request: PageRequest,
  operation: string,
  ctx: Context,
): Promise<{ PolicyNames: readonly string[]; IsTruncated: boolean; Marker: string | undefined }> {
  const entity = await findEntity(family, name, ctx)
  const page = await pageOf([...entity.inlinePolicies.keys()], (policyName) => policyName, request, [operation, entity.id], ctx)
  return { PolicyNames: page.entries, IsTruncated: page.IsTruncated, Marker: page.Marker }
}

function checkSize({ kind }: Pick<EntityFamily<Entity>, 'kind'>, name: string, policies: ReadonlyMap<string, string>): void {
  const size = [...policies.values()].reduce((sum, document) => sum + policySize(document), 0)
  if (size > maxSizes[kind]) throw new LimitExceeded(`Maximum policy size of ${maxSizes[kind]} bytes exceeded for ${kind} ${name}`)
}

function noSuchPolicy({ kind }: Pick<EntityFamily<Entity>, 'kind'>, policyName: string): NoSuchEntity {
  return new NoSuchEntity(`The ${kind} policy with name ${policyName} cannot be found.`)
}
