import { AWS } from '../aws.ts'
import type { CognitoIdentityClass } from '../cognito-identity-types.ts'

/**
 * Amazon Cognito Federated Identities.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/CognitoIdentity.html
 */
export function defineCognitoIdentity(): CognitoIdentityClass {
  // Its methods come with its API.
  return AWS.Service.defineService('cognitoidentity', ['2014-06-30']) as CognitoIdentityClass
}
