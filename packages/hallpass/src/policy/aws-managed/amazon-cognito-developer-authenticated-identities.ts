import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonCognitoDeveloperAuthenticatedIdentities". */
export const amazonCognitoDeveloperAuthenticatedIdentities: AwsManagedPolicySource = {
  id: 'ANPAKJC7PUCHS2M6MP427',
  name: 'AmazonCognitoDeveloperAuthenticatedIdentities',
  description: 'Provides access to Amazon Cognito APIs to support developer authenticated identities from your authentication backend.',
  defaultVersion: 1,
  created: '2015-03-24T17:22:23Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
        'cognito-identity:LookupDeveloperIdentity',
        'cognito-identity:MergeDeveloperIdentities',
        'cognito-identity:UnlinkDeveloperIdentity',
      ],
      Resource: '*',
    },
  ],
}
