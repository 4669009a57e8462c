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
import type { AwsManagedPolicySource } from './aws-managed/aws-managed-policy-source.ts'
import { iamFullAccess } from './aws-managed/iam-full-access.ts'
import { iamReadOnlyAccess } from './aws-managed/iam-read-only-access.ts'
import { powerUserAccess } from './aws-managed/power-user-access.ts'
import { readOnlyAccess } from './aws-managed/read-only-access.ts'

/** A policy that AWS keeps for every account: everybody may attach it, nobody may change it. */
export interface AwsManagedPolicy {
  /** `arn:aws:iam::aws:policy/PATH/NAME` */
  readonly arn: string
  /** `ANPA…`, 21 characters. */
  readonly id: string
  readonly path: string
  readonly name: string
  readonly description: string
  /** The number of the only version that there is here; it is AWS's. */
  readonly defaultVersion: number
  /** JSON, laid out by us. */
  readonly document: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Milliseconds since the epoch; it is when the version was made, too. */
  readonly updatedAt: number
}

const sources: readonly AwsManagedPolicySource[] = [
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
export const awsManagedPolicies: ReadonlyMap<string, AwsManagedPolicy> = new Map(sources.map((source) => [arnOf(source), policyOf(source)]))

function policyOf(source: AwsManagedPolicySource): AwsManagedPolicy {
  const { id, path = '/', name, description, defaultVersion, created, updated = created, statements } = source
  return {
    arn: arnOf(source),
    id,
    path,
    name,
    description,
    defaultVersion,
    document: JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2),
    createdAt: Date.parse(created),
    updatedAt: Date.parse(updated),
  }
}

function arnOf({ path = '/', name }: AwsManagedPolicySource): string {
  return `arn:aws:iam::aws:policy${path}${name}`
}
