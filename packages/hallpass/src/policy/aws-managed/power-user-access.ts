import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "PowerUserAccess". */
export const powerUserAccess: AwsManagedPolicySource = {
  id: 'ANPAQNBQRMKTSXFVYPLP6',
  name: 'PowerUserAccess',
  description: 'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
  defaultVersion: 12,
  created: '2015-02-06T18:39:47Z',
  updated: '2026-02-12T17:59:14Z',
  statements: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
      Resource: '*',
    },
  ],
}
