import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonCognitoPowerUser". */
export const amazonCognitoPowerUser: AwsManagedPolicySource = {
  id: 'ANPAUBUSUJ2ESM4SIQYKV',
  name: 'AmazonCognitoPowerUser',
  description:
    'Provides administrative access to existing Amazon Cognito resources. You will need AWS account admin privileges to create new Cognito resources.',
  defaultVersion: 9,
  created: '2015-03-24T17:14:56Z',
  updated: '2026-02-12T18:00:09Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'cognito-identity:*',
        'cognito-idp:*',
        'cognito-sync:*',
        'iam:ListRoles',
        'iam:ListOpenIdConnectProviders',
        'iam:GetRole',
        'iam:ListSAMLProviders',
        'iam:GetSAMLProvider',
        'kinesis:ListStreams',
        'lambda:GetPolicy',
        'lambda:ListFunctions',
        'sns:GetSMSSandboxAccountStatus',
        'sns:ListPlatformApplications',
        'ses:ListIdentities',
        'ses:GetIdentityVerificationAttributes',
        'mobiletargeting:GetApps',
        'acm:ListCertificates',
        'sms-voice:DescribeAccountAttributes',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:AWSServiceName': ['cognito-idp.amazonaws.com', 'email.cognito-idp.amazonaws.com'] } },
    },
    {
      Effect: 'Allow',
      Action: ['iam:DeleteServiceLinkedRole', 'iam:GetServiceLinkedRoleDeletionStatus'],
      Resource: [
        'arn:aws:iam::*:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp*',
        'arn:aws:iam::*:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmail*',
      ],
    },
  ],
}
