import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonESCognitoAccess". */
export const amazonEsCognitoAccess: AwsManagedPolicySource = {
  id: 'ANPAU2NRVZ7ERMCZIRDK5',
  name: 'AmazonESCognitoAccess',
  description: 'Provides limited access to the Amazon Cognito configuration service.',
  defaultVersion: 2,
  created: '2018-02-28T22:26:18Z',
  updated: '2021-12-20T14:04:44Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'cognito-idp:DescribeUserPool',
        'cognito-idp:CreateUserPoolClient',
        'cognito-idp:DeleteUserPoolClient',
        'cognito-idp:UpdateUserPoolClient',
        'cognito-idp:DescribeUserPoolClient',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminUserGlobalSignOut',
        'cognito-idp:ListUserPoolClients',
        'cognito-identity:DescribeIdentityPool',
        'cognito-identity:UpdateIdentityPool',
        'cognito-identity:SetIdentityPoolRoles',
        'cognito-identity:GetIdentityPoolRoles',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringLike: { 'iam:PassedToService': ['cognito-identity.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'] } },
    },
  ],
}
