import type { Entity } from '../identity/entity.ts'
import type { PolicyUse } from '../identity/managed-policy.ts'
import type { Db, PolicyUseRow } from './schema.ts'

/** The first policy that `after` uses, and `before` did not, that is not there. AWS's own are there always, and kept elsewhere. */
export async function findMissingPolicy(db: Db, before: Entity | undefined, after: Entity): Promise<string | undefined> {
  const arns = difference(usesOf(after), usesOf(before))
    .map(({ policy_arn }) => policy_arn)
    .filter((arn) => !arn.startsWith('arn:aws:iam::aws:policy/'))
  if (arns.length === 0) return undefined
  const query = db.selectFrom('managed_policy').select('arn').where('arn', 'in', arns).where('account_id', '=', after.accountId)
  const found = new Set((await query.execute()).map(({ arn }) => arn))
  return arns.find((arn) => !found.has(arn))
}

/** Brings the index of uses from what `before` says to what `after` says; undefined: the entity is not there. */
export async function writePolicyUses(db: Db, before: Entity | undefined, after: Entity | undefined): Promise<void> {
  const [old, current] = [usesOf(before), usesOf(after)]
  const [gone, added] = [difference(old, current), difference(current, old)]
  if (gone.length > 0) {
    await db
      .deleteFrom('policy_use')
      .where(({ and, or }) => or(gone.map((use) => and({ ...use }))))
      .execute()
  }
  if (added.length > 0) await db.insertInto('policy_use').values(added).execute()
}

/** Where these policies are used, in the order of the entities' names. */
export async function selectPolicyUses(db: Db, accountId: string, policyArns: readonly string[]): Promise<readonly PolicyUse[]> {
  if (policyArns.length === 0) return []
  return db
    .selectFrom('policy_use')
    .innerJoin('entity', 'entity.id', 'policy_use.entity_id')
    .where('policy_use.account_id', '=', accountId)
    .where('policy_use.policy_arn', 'in', policyArns)
    .select([
      'policy_use.policy_arn as policyArn',
      'policy_use.used_as as as',
      'entity.kind as entityKind',
      'entity.id as entityId',
      'entity.name as entityName',
      'entity.path as entityPath',
    ])
    .orderBy('entity.name_key')
    .orderBy('entity.kind')
    .orderBy('policy_use.policy_arn')
    .orderBy('policy_use.used_as')
    .execute()
}

function usesOf(entity: Entity | undefined): readonly PolicyUseRow[] {
  if (entity === undefined) return []
  const { id, accountId, attachedPolicyArns, permissionsBoundaryArn } = entity
  const use = (used_as: PolicyUseRow['used_as']) => (policy_arn: string) => ({ account_id: accountId, entity_id: id, used_as, policy_arn })
  const boundaries = permissionsBoundaryArn === undefined ? [] : [permissionsBoundaryArn]
  return [...attachedPolicyArns.map(use('policy')), ...boundaries.map(use('boundary'))]
}

/** The uses of `these`, all of one entity, that are not among `those`. */
function difference(these: readonly PolicyUseRow[], those: readonly PolicyUseRow[]): readonly PolicyUseRow[] {
  return these.filter((one) => !those.some((other) => one.policy_arn === other.policy_arn && one.used_as === other.used_as))
}
