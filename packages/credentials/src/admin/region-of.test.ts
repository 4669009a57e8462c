import { expect, test } from 'vitest'
import { regionOf } from './region-of.ts'

test.for([
  [{ IdentityPoolId: 'eu-central-1:0a' }, 'eu-central-1'],
  [{ IdentityId: 'us-gov-west-1:0a' }, 'us-gov-west-1'],
  [{ IdentityIdsToDelete: ['ap-south-1:0a', 'eu-west-1:0b'] }, 'ap-south-1'],
  [{ ResourceArn: 'arn:aws-cn:cognito-identity:cn-north-1:123456789012:identitypool/cn-north-1:0a' }, 'cn-north-1'],
  [{ MaxResults: 1 }, undefined],
  [{ IdentityPoolName: 'eu-central-1:x' }, undefined],
] as const)('an input like %j is about the region %s', ([input, region]) => {
  expect(regionOf(input)).toBe(region)
})
