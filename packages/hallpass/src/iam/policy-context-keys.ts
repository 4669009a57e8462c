import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { contextKeys } from '../policy/context-keys.ts'
import { InvalidInput, NoSuchEntity } from './errors.ts'
import { arn } from './shapes.ts'
import { heldPolicies, readGivenPolicies, type SimulatedPolicy } from './simulated-policy.ts'
import { findSimulatedEntity, simulationConditions } from './simulated-principal.ts'
import { policyInputs } from './simulation-shapes.ts'

/**
 * `GetContextKeysForCustomPolicy`: the condition keys that these policies ask for, in conditions and in variables.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
 */
export const getContextKeysForCustomPolicy = operation({
  name: 'GetContextKeysForCustomPolicy',
  auth: 'developer',
  input: structure({ PolicyInputList: policyInputs }),
  resource: () => '*',
  errors: [InvalidInput],

  async handle({ PolicyInputList }) {
    return { ContextKeyNames: keysOf(readGivenPolicies(PolicyInputList, 'PolicyInputList')) }
  },
})

/**
 * `GetContextKeysForPrincipalPolicy`: the condition keys that the policies of a role or user, and those given besides, ask for.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
 */
export const getContextKeysForPrincipalPolicy = operation({
  name: 'GetContextKeysForPrincipalPolicy',
  auth: 'developer',
  input: structure({ PolicySourceArn: arn, PolicyInputList: optional(policyInputs) }),
  resource: ({ PolicySourceArn }) => PolicySourceArn,
  conditions: simulationConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ PolicySourceArn, PolicyInputList = [] }, ctx) {
    const { kind, entity } = await findSimulatedEntity(PolicySourceArn, ctx)
    const { identity, boundary } = await heldPolicies(entity, kind, ctx)
    const given = readGivenPolicies(PolicyInputList, 'PolicyInputList')
    return { ContextKeyNames: keysOf([...identity, ...(boundary === undefined ? [] : [boundary]), ...given]) }
  },
})

/** Each once, as it is written first: keys have no case. */
function keysOf(policies: readonly SimulatedPolicy[]): readonly string[] {
  const keys = new Map<string, string>()
  for (const key of policies.flatMap(({ document }) => contextKeys(document))) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key)
  }
  return [...keys.values()]
}
