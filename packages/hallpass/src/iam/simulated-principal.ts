import { roleKeys, userKeys } from '../authorization/principal-keys.ts'
import { parseArn } from '../identity/arn.ts'
import { type Role, roleArnOf, type User, userArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import type { Principal } from '../policy/principal.ts'
import { noSuchEntity, roles, users } from './entity-family.ts'
import { InvalidInput } from './errors.ts'
import { resourceTagConditions } from './tag-conditions.ts'

/** A role or user that a simulation is about. */
export type SimulatedEntity = { readonly kind: 'role'; readonly entity: Role } | { readonly kind: 'user'; readonly entity: User }

interface EntityName {
  readonly kind: 'role' | 'user'
  readonly accountId: string
  readonly name: string
}

/**
 * The role or user of our account whose policies are simulated.
 * @throws NoSuchEntity
 * @throws InvalidInput where the ARN is not one of a role or user
 */
export async function findSimulatedEntity(arn: string, ctx: Context): Promise<SimulatedEntity> {
  const named = checkEntityArn(arn)
  const found = await lookUpEntity(arn, ctx)
  if (found === undefined) throw noSuchEntity(named, named.name)
  return found
}

/** What policies may ask of the role or user whose policies are simulated, whatever the ARN names. */
export async function simulationConditions({ PolicySourceArn }: { readonly PolicySourceArn: string }, ctx: Context): Promise<Conditions> {
  return resourceTagConditions((await lookUpEntity(PolicySourceArn, ctx))?.entity.tags)
}

/** The condition keys that follow from who calls; of a caller whom IAM does not hold, from his ARN alone. */
export async function callerKeys(arn: string, ctx: Context): Promise<Conditions> {
  const { kind, accountId, name } = checkEntityArn(arn)
  const found = await lookUpEntity(arn, ctx)
  // A role has no session here, so that there is no such thing as its user id.
  if (found?.kind === 'role') return roleKeys(found.entity, '').filter(([key]) => key !== 'aws:userid')
  if (found?.kind === 'user') return userKeys(found.entity)
  return [
    ['aws:PrincipalArn', arn],
    ['aws:PrincipalAccount', accountId],
    ['aws:PrincipalType', kind === 'user' ? 'User' : 'AssumedRole'],
    ['aws:username', kind === 'user' ? name : undefined],
  ]
}

/** The caller as the policy of a resource sees him: his unique id is his ARN, as nobody here is ever created anew. */
export function simulatedPrincipal(arn: string): Principal & { readonly accountId: string } {
  const { kind, accountId } = checkEntityArn(arn)
  if (kind === 'user') return { kind, accountId, arn, id: arn }
  return { kind: 'role-session', accountId, roleArn: arn, roleId: arn, sessionArn: '' }
}

function checkEntityArn(text: string): EntityName {
  const name = readEntityArn(text)
  if (name === undefined) throw new InvalidInput(`Invalid Entity Arn: ${text} does not clearly define entity type and name.`)
  return name
}

function readEntityArn(text: string): EntityName | undefined {
  const arn = parseArn(text)
  if (arn?.service !== 'iam' || arn.region !== '') return undefined
  const [, kind, name] = /^(role|user)\/(?:[!-~]*\/)?([\w+=,.@-]+)$/.exec(arn.resource) ?? []
  return (kind === 'role' || kind === 'user') && name !== undefined ? { kind, accountId: arn.accountId, name } : undefined
}

async function lookUpEntity(arn: string, ctx: Context): Promise<SimulatedEntity | undefined> {
  const named = readEntityArn(arn)
  if (named?.kind === 'role') {
    const role = await roles.find(named.name, ctx)
    return role !== undefined && roleArnOf(role) === arn ? { kind: 'role', entity: role } : undefined
  }
  const user = named && (await users.find(named.name, ctx))
  return user !== undefined && userArnOf(user) === arn ? { kind: 'user', entity: user } : undefined
}
