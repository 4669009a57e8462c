import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonCognitoReadOnly". */
export const amazonCognitoReadOnly: AwsManagedPolicySource = {
  id: 'ANPAAXC5KXXSG4N3NHDDD',
  name: 'AmazonCognitoReadOnly',
  description: 'Provides read only access to Amazon Cognito resources.',
  defaultVersion: 4,
  created: '2015-03-24T17:06:46Z',
  updated: '2019-08-01T19:21:04Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'cognito-identity:Describe*',
        'cognito-identity:Get*',
        'cognito-identity:List*',
        'cognito-idp:Describe*',
        'cognito-idp:AdminGet*',
        'cognito-idp:AdminList*',
        'cognito-idp:List*',
        'cognito-idp:Get*',
        'cognito-sync:Describe*',
        'cognito-sync:Get*',
        'cognito-sync:List*',
        'iam:ListOpenIdConnectProviders',
        'iam:ListRoles',
        'sns:ListPlatformApplications',
      ],
      Resource: '*',
    },
  ],
}
