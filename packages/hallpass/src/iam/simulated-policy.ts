import { managedDocument } from '../authorization/managed-document.ts'
import { entityPolicies } from '../authorization/permission-policies.ts'
import type { Entity } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import type { SourcedPolicy } from '../policy/decision.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import { InvalidInput } from './errors.ts'
import { readPolicyArn } from './policy-arn.ts'

/** A policy that a simulation evaluates, and what its answer says of it. */
export interface SimulatedPolicy extends SourcedPolicy {
  /** As answers name it: `PolicyInputList.1`, `user_NAME_POLICY NAME` of an inline policy, the name of a managed one. */
  readonly id: string
  readonly text: string
}

/** Characters of all policies that a request gives. */
const maxGiven = 1_000_000

/**
 * The policies that a request gives under this name. They need not be such as would be accepted, but must be policies.
 * @throws InvalidInput
 */
export function readGivenPolicies(texts: readonly string[], listName: string): readonly SimulatedPolicy[] {
  if (texts.reduce((sum, text) => sum + text.length, 0) > maxGiven) {
    throw new InvalidInput(`The policies of a simulation have at most ${maxGiven} characters.`)
  }
  return texts.map((text, index) => readGivenPolicy(text, `${listName}.${index + 1}`))
}

export function readGivenPolicy(text: string, id: string): SimulatedPolicy {
  const parsed = parsePolicy(text, 'stored')
  if (parsed.kind === 'malformed') throw new InvalidInput(`${id}: ${parsed.message}`)
  return { id, source: id, document: parsed.document, text }
}

/** The policies that a role or user has. */
export async function heldPolicies(
  entity: Entity,
  kind: 'role' | 'user',
  ctx: Context,
): Promise<{ readonly identity: readonly SimulatedPolicy[]; readonly boundary: SimulatedPolicy | undefined }> {
  const { identity, boundary } = await entityPolicies(entity, ctx)
  const describe = async (policy: SourcedPolicy) => ({ ...policy, ...(await describeSource(policy.source, entity, kind, ctx)) })
  return { identity: await Promise.all(identity.map(describe)), boundary: boundary && (await describe(boundary)) }
}

async function describeSource(
  source: string,
  { name, inlinePolicies }: Entity,
  kind: 'role' | 'user',
  ctx: Context,
): Promise<Pick<SimulatedPolicy, 'id' | 'text'>> {
  const managed = readPolicyArn(source)
  if (managed !== undefined) return { id: managed.name, text: (await managedDocument(source, ctx)) ?? '{}' }
  const policyName = source.slice(name.length + 1)
  return { id: `${kind}_${name}_${policyName}`, text: inlinePolicies.get(policyName) ?? '{}' }
}
