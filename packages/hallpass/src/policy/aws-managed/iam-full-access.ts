import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "IAMFullAccess". */
export const iamFullAccess: AwsManagedPolicySource = {
  id: 'ANPA6ZYNANKAQHZYODMKV',
  name: 'IAMFullAccess',
  description: 'Provides full access to IAM via the AWS Management Console.',
  defaultVersion: 2,
  created: '2015-02-06T18:40:38Z',
  updated: '2019-06-21T19:40:00Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'iam:*',
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListChildren',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
        'organizations:ListPolicies',
        'organizations:ListTargetsForPolicy',
      ],
      Resource: '*',
    },
  ],
}
