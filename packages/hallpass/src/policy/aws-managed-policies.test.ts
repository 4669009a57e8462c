import { describe, expect, test } from 'vitest'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import { parsePolicy } from './parse-policy.ts'

test('are those that are worth having', () => {
  expect([...awsManagedPolicies.keys()].map((arn) => arn.replace('arn:aws:iam::aws:policy/', ''))).toEqual([
    'AdministratorAccess',
    'PowerUserAccess',
    'ReadOnlyAccess',
    'AmazonS3FullAccess',
    'AmazonS3ReadOnlyAccess',
    'AmazonCognitoPowerUser',
    'AmazonCognitoReadOnly',
    'AmazonCognitoDeveloperAuthenticatedIdentities',
    'AmazonCognitoUnAuthedIdentitiesSessionPolicy',
    'AmazonCognitoUnauthenticatedIdentities',
    'AmazonESCognitoAccess',
    'IAMFullAccess',
    'IAMReadOnlyAccess',
    'service-role/AWSLambdaBasicExecutionRole',
  ])
})

test('have ids of their own', () => {
  const ids = [...awsManagedPolicies.values()].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^ANPA[A-Z2-7]{17}$/)
})

describe.each([...awsManagedPolicies])('%s', (arn, policy) => {
  test('is found by its own ARN', () => {
    expect(policy.arn).toBe(arn)
    expect(arn).toBe(`arn:aws:iam::aws:policy${policy.path}${policy.name}`)
  })

  test('is a policy that IAM would accept', () => {
    expect(parsePolicy(policy.document, 'identity').kind).toBe('policy')
  })

  test('was made before it was changed', () => {
    expect(policy.createdAt).toBeGreaterThan(Date.UTC(2015, 0))
    expect(policy.updatedAt).toBeGreaterThanOrEqual(policy.createdAt)
  })
})

test('the session policy of guests is the third version', () => {
  const policy = awsManagedPolicies.get('arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy')
  expect(policy?.defaultVersion).toBe(3)
  expect(policy?.document).toContain('"rum:PutRumEvents"')
  expect(policy?.document).not.toContain('s3:')
})
