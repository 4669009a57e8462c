import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

interface Given {
  readonly endpoint: string
  readonly region: string
  readonly identityPoolId: string
}

declare global {
  /** What the browser test calls in the page. */
  interface Window {
    becomeGuest(given: Given): Promise<{ identityId: string | undefined; arn: string | undefined }>
    failToBecomeGuest(given: Given): Promise<{ name: string; message: string; errorTypeHeader: string | null; requestId: string | null }>
  }
}

window.becomeGuest = async ({ endpoint, region, identityPoolId }) => {
  const cognito = new CognitoIdentityClient({ endpoint, region })
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: identityPoolId }))
  const { Credentials } = await cognito.send(new GetCredentialsForIdentityCommand({ IdentityId }))
  const credentials = {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretKey),
    sessionToken: String(Credentials?.SessionToken),
  }
  const { Arn } = await new STSClient({ endpoint, region, credentials }).send(new GetCallerIdentityCommand({}))
  return { identityId: IdentityId, arn: Arn }
}

window.failToBecomeGuest = async ({ endpoint, region, identityPoolId }) => {
  const refusal: unknown = await new CognitoIdentityClient({ endpoint, region })
    .send(new GetIdCommand({ IdentityPoolId: identityPoolId }))
    .catch((error: unknown) => error)
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSCognitoIdentityService.GetId' },
    body: JSON.stringify({ IdentityPoolId: identityPoolId }),
  })
  return {
    ...(refusal instanceof Error ? { name: refusal.name, message: refusal.message } : { name: '', message: '' }),
    errorTypeHeader: response.headers.get('x-amzn-ErrorType'),
    requestId: response.headers.get('x-amzn-RequestId'),
  }
}
