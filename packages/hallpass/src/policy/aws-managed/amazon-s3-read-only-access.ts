import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonS3ReadOnlyAccess". */
export const amazonS3ReadOnlyAccess: AwsManagedPolicySource = {
  id: 'ANPAMUGDORPHVLS5BCWFS',
  name: 'AmazonS3ReadOnlyAccess',
  description: 'Provides read only access to all buckets via the AWS Management Console.',
  defaultVersion: 3,
  created: '2015-02-06T18:40:59Z',
  updated: '2023-08-10T21:31:39Z',
  statements: [
    { Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'], Resource: '*' },
  ],
}
