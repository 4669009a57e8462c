import { list, optional, string, structure } from '../operation/shape.ts'
import { marker, maxItems, policyDocument } from './shapes.ts'

// The shapes of simulations, with the constraints of the model (botocore iam/2010-05-08).

export const policyInputs = list(policyDocument)

const resourceName = string({ min: 1, max: 2048 })
const contextKeyTypes = [
  'string',
  'stringList',
  'numeric',
  'numericList',
  'boolean',
  'booleanList',
  'ip',
  'ipList',
  'binary',
  'binaryList',
  'date',
  'dateList',
] as const

/** What both kinds of simulation take. */
export const simulationMembers = {
  PermissionsBoundaryPolicyInputList: optional(policyInputs),
  ActionNames: list(string({ min: 3, max: 128 })),
  ResourceArns: optional(list(resourceName)),
  ResourcePolicy: optional(policyDocument),
  ResourceOwner: optional(resourceName),
  CallerArn: optional(resourceName),
  ContextEntries: optional(
    list(
      structure({
        ContextKeyName: optional(string({ min: 5, max: 256 })),
        ContextKeyValues: optional(list(string())),
        ContextKeyType: optional(string({ values: contextKeyTypes })),
      }),
    ),
  ),
  ResourceHandlingOption: optional(string({ min: 1, max: 64 })),
  MaxItems: optional(maxItems),
  Marker: optional(marker),
}
