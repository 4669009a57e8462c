import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { requestContext } from '../policy/request-context.ts'
import { InvalidInput, NoSuchEntity, ValidationError } from './errors.ts'
import { arn } from './shapes.ts'
import { simulate } from './simulate.ts'
import { heldPolicies, readGivenPolicies, type SimulatedPolicy } from './simulated-policy.ts'
import { callerKeys, findSimulatedEntity, simulationConditions } from './simulated-principal.ts'
import { readResourcePolicy } from './simulated-resource-policy.ts'
import { givenKeys } from './simulation-context.ts'
import { policyInputs, simulationMembers } from './simulation-shapes.ts'

/**
 * `SimulateCustomPolicy`: what these policies would decide. Nothing but the context that is given is known of the request.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export const simulateCustomPolicy = operation({
  name: 'SimulateCustomPolicy',
  auth: 'developer',
  input: structure({ PolicyInputList: policyInputs, ...simulationMembers }),
  resource: () => '*',
  errors: [InvalidInput, ValidationError],

  async handle({ PolicyInputList, PermissionsBoundaryPolicyInputList, ...input }, ctx) {
    const simulation = {
      actions: input.ActionNames,
      resources: namedResources(input.ResourceArns),
      context: requestContext(givenKeys(input.ContextEntries ?? [])),
      identity: readGivenPolicies(PolicyInputList, 'PolicyInputList'),
      boundary: readBoundary(PermissionsBoundaryPolicyInputList),
      resourcePolicy: readResourcePolicy(input.ResourcePolicy, input.CallerArn, input.ResourceOwner),
    }
    return simulate(simulation, input, ['SimulateCustomPolicy'], ctx)
  },
})

/**
 * `SimulatePrincipalPolicy`: what the policies of a role or user, and those given besides, would decide. What follows from the caller, who
 * is the role or user unless another is named, is known of the request, and the context that is given.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy = operation({
  name: 'SimulatePrincipalPolicy',
  auth: 'developer',
  input: structure({ PolicySourceArn: arn, PolicyInputList: optional(policyInputs), ...simulationMembers }),
  resource: ({ PolicySourceArn }) => PolicySourceArn,
  conditions: simulationConditions,
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ PolicySourceArn, PolicyInputList = [], PermissionsBoundaryPolicyInputList, ...input }, ctx) {
    const { kind, entity } = await findSimulatedEntity(PolicySourceArn, ctx)
    const held = await heldPolicies(entity, kind, ctx)
    const callerArn = input.CallerArn ?? PolicySourceArn
    const simulation = {
      actions: input.ActionNames,
      resources: namedResources(input.ResourceArns),
      context: requestContext([...(await callerKeys(callerArn, ctx)), ...givenKeys(input.ContextEntries ?? [])]),
      identity: [...held.identity, ...readGivenPolicies(PolicyInputList, 'PolicyInputList')],
      boundary: readBoundary(PermissionsBoundaryPolicyInputList) ?? held.boundary,
      resourcePolicy: readResourcePolicy(input.ResourcePolicy, callerArn, input.ResourceOwner),
    }
    return simulate(simulation, input, ['SimulatePrincipalPolicy', entity.id], ctx)
  },
})

function readBoundary(texts: readonly string[] = []): SimulatedPolicy | undefined {
  if (texts.length > 1) throw new InvalidInput('A simulation has one permissions boundary at most.')
  return readGivenPolicies(texts, 'PermissionsBoundaryPolicyInputList')[0]
}

/** An empty list names as little as none. */
function namedResources(arns: readonly string[] = []): readonly string[] | undefined {
  return arns.length === 0 ? undefined : arns
}
