import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "IAMReadOnlyAccess". */
export const iamReadOnlyAccess: AwsManagedPolicySource = {
  id: 'ANPA64BFCH7QICXFATWEF',
  name: 'IAMReadOnlyAccess',
  description: 'Provides read only access to IAM via the AWS Management Console.',
  defaultVersion: 4,
  created: '2015-02-06T18:40:39Z',
  updated: '2018-01-25T19:11:27Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
      Resource: '*',
    },
  ],
}
