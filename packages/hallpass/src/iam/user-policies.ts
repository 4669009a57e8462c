import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityPolicyConditions, entityTagConditions } from './entity-authorization.ts'
import { users } from './entity-family.ts'
import { LimitExceeded, MalformedPolicyDocument, NoSuchEntity, ValidationError } from './errors.ts'
import { deleteInlinePolicy, getInlinePolicy, listInlinePolicies, putInlinePolicy } from './inline-policies.ts'
import { existingUserName, marker, maxItems, policyDocument, policyName } from './shapes.ts'

/**
 * `PutUserPolicy`: adds an inline policy, or replaces the one of this name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
 */
export const putUserPolicy = operation({
  name: 'PutUserPolicy',
  auth: 'developer',
  input: structure({ UserName: existingUserName, PolicyName: policyName, PolicyDocument: policyDocument }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityPolicyConditions(users, UserName, ctx),
  errors: [LimitExceeded, MalformedPolicyDocument, NoSuchEntity],

  async handle({ UserName, PolicyName, PolicyDocument }, ctx) {
    await putInlinePolicy(users, UserName, { name: PolicyName, document: PolicyDocument }, ctx)
  },
})

/**
 * `GetUserPolicy`: the document of an inline policy, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html
 */
export const getUserPolicy = operation({
  name: 'GetUserPolicy',
  auth: 'developer',
  input: structure({ UserName: existingUserName, PolicyName: policyName }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, UserName, ctx),
  errors: [NoSuchEntity],

  async handle({ UserName, PolicyName }, ctx) {
    return { UserName, PolicyName, PolicyDocument: await getInlinePolicy(users, UserName, PolicyName, ctx) }
  },
})

/**
 * `DeleteUserPolicy`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html
 */
export const deleteUserPolicy = operation({
  name: 'DeleteUserPolicy',
  auth: 'developer',
  input: structure({ UserName: existingUserName, PolicyName: policyName }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityPolicyConditions(users, UserName, ctx),
  errors: [NoSuchEntity],

  async handle({ UserName, PolicyName }, ctx) {
    await deleteInlinePolicy(users, UserName, PolicyName, ctx)
  },
})

/**
 * `ListUserPolicies`: the names of the inline policies, in their order.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html
 */
export const listUserPolicies = operation({
  name: 'ListUserPolicies',
  auth: 'developer',
  input: structure({ UserName: existingUserName, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, UserName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName, ...request }, ctx) {
    return listInlinePolicies(users, UserName, request, 'ListUserPolicies', ctx)
  },
})
