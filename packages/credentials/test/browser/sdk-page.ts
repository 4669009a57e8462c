export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
export { fromCognitoIdentityPool } from '@aws-sdk/credential-providers'
