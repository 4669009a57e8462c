import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { attachPolicy, detachPolicy, listAttachedPolicies } from './attached-policies.ts'
import { entityArn, entityPolicyConditions, entityTagConditions } from './entity-authorization.ts'
import { users } from './entity-family.ts'
import { LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { arn, marker, maxItems, policyPath, userName } from './shapes.ts'

/**
 * `AttachUserPolicy`: a policy that is attached already changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html
 */
export const attachUserPolicy = operation({
  name: 'AttachUserPolicy',
  auth: 'developer',
  input: structure({ UserName: userName, PolicyArn: arn }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: async ({ UserName, PolicyArn }, ctx) => [
    ...(await entityPolicyConditions(users, UserName, ctx)),
    ['iam:PolicyARN', PolicyArn],
  ],
  errors: [LimitExceeded, NoSuchEntity, ValidationError],

  async handle({ UserName, PolicyArn }, ctx) {
    await attachPolicy(users, UserName, PolicyArn, ctx)
  },
})

/**
 * `DetachUserPolicy`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html
 */
export const detachUserPolicy = operation({
  name: 'DetachUserPolicy',
  auth: 'developer',
  input: structure({ UserName: userName, PolicyArn: arn }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: async ({ UserName, PolicyArn }, ctx) => [
    ...(await entityPolicyConditions(users, UserName, ctx)),
    ['iam:PolicyARN', PolicyArn],
  ],
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName, PolicyArn }, ctx) {
    await detachPolicy(users, UserName, PolicyArn, ctx)
  },
})

/**
 * `ListAttachedUserPolicies`: in the order of the policies' names.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html
 */
export const listAttachedUserPolicies = operation({
  name: 'ListAttachedUserPolicies',
  auth: 'developer',
  input: structure({
    UserName: userName,
    PathPrefix: optional(policyPath),
    Marker: optional(marker),
    MaxItems: optional(maxItems),
  }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, UserName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName, ...request }, ctx) {
    return listAttachedPolicies(users, UserName, request, 'ListAttachedUserPolicies', ctx)
  },
})
