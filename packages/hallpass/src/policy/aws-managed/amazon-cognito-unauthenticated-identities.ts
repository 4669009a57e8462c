import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AmazonCognitoUnauthenticatedIdentities". */
export const amazonCognitoUnauthenticatedIdentities: AwsManagedPolicySource = {
  id: 'ANPAQJUDUHZC7YF3NKVS6',
  name: 'AmazonCognitoUnauthenticatedIdentities',
  description: 'Provides access to select services for unauthenticated identities of Amazon Cognito identity pools.',
  defaultVersion: 1,
  created: '2023-02-01T22:36:27Z',
  statements: [{ Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: '*' }],
}
