import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AdministratorAccess". */
export const administratorAccess: AwsManagedPolicySource = {
  id: 'ANPAPTGZ6JFEBZSDOXRLG',
  name: 'AdministratorAccess',
  description: 'Provides full access to AWS services and resources.',
  defaultVersion: 1,
  created: '2015-02-06T18:39:46Z',
  statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}
