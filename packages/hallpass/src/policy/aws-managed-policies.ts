import { administratorAccess } from './aws-managed/administrator-access.ts'
import { amazonCognitoDeveloperAuthenticatedIdentities } from './aws-managed/amazon-cognito-developer-authenticated-identities.ts'
import { amazonCognitoPowerUser } from './aws-managed/amazon-cognito-power-user.ts'
import { amazonCognitoReadOnly } from './aws-managed/amazon-cognito-read-only.ts'
import { amazonCognitoUnAuthedIdentitiesSessionPolicy } from './aws-managed/amazon-cognito-un-authed-identities-session-policy.ts'
import { amazonCognitoUnauthenticatedIdentities } from './aws-managed/amazon-cognito-unauthenticated-identities.ts'
import { amazonEsCognitoAccess } from './aws-managed/amazon-es-cognito-access.ts'
import { amazonS3FullAccess } from './aws-managed/amazon-s3-full-access.ts'
import { amazonS3ReadOnlyAccess } from './aws-managed/amazon-s3-read-only-access.ts'
import { awsLambdaBasicExecutionRole } from './aws-managed/aws-lambda-basic-execution-role.ts'
import type { AwsManagedPolicy } from './aws-managed/aws-managed-policy.ts'
import { iamFullAccess } from './aws-managed/iam-full-access.ts'
import { iamReadOnlyAccess } from './aws-managed/iam-read-only-access.ts'
import { powerUserAccess } from './aws-managed/power-user-access.ts'
import { readOnlyAccess } from './aws-managed/read-only-access.ts'

const policies: readonly AwsManagedPolicy[] = [
  administratorAccess,
  powerUserAccess,
  readOnlyAccess,
  amazonS3FullAccess,
  amazonS3ReadOnlyAccess,
  amazonCognitoPowerUser,
  amazonCognitoReadOnly,
  amazonCognitoDeveloperAuthenticatedIdentities,
  amazonCognitoUnAuthedIdentitiesSessionPolicy,
  amazonCognitoUnauthenticatedIdentities,
  amazonEsCognitoAccess,
  iamFullAccess,
  iamReadOnlyAccess,
  awsLambdaBasicExecutionRole,
]

/** The policies of AWS itself that are worth having here, by ARN. Source: AWS managed policy reference. */
export const awsManagedPolicies: ReadonlyMap<string, AwsManagedPolicy> = new Map(policies.map((policy) => [policy.arn, policy]))
