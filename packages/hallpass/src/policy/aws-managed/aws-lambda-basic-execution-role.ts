import type { AwsManagedPolicySource } from './aws-managed-policy-source.ts'

/** Source: AWS managed policy reference, "AWSLambdaBasicExecutionRole". */
export const awsLambdaBasicExecutionRole: AwsManagedPolicySource = {
  id: 'ANPA5YNTYO7ZGEHX324EM',
  name: 'AWSLambdaBasicExecutionRole',
  path: '/service-role/',
  description: 'Provides write permissions to CloudWatch Logs.',
  defaultVersion: 1,
  created: '2015-04-09T15:03:43Z',
  statements: [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
}
