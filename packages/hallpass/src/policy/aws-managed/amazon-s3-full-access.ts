import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonS3FullAccess". */
export const amazonS3FullAccess: AwsManagedPolicySource = {
  id: 'ANPAFC5R6VJME2M4RLW3U',
  name: 'AmazonS3FullAccess',
  description: 'Provides full access to all buckets via the AWS Management Console.',
  defaultVersion: 2,
  created: '2015-02-06T18:40:58Z',
  updated: '2021-09-27T20:16:37Z',
  statements: [{ Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' }],
}
