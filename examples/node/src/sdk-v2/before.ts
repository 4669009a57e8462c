import AWS from 'aws-sdk'
import type { OwnPlace } from '../place.ts'
import { print } from '../print.ts'

/** A guest who signs in, as applications of the SDK v2 have it. Resolves to the credentials. */
export async function walk(place: OwnPlace): Promise<AWS.CognitoIdentityCredentials> {
  const { endpoint, region, identityPoolId, provider, idToken } = place
  AWS.config.update({ region, cognitoidentity: { endpoint }, sts: { endpoint } })
  const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })
  AWS.config.credentials = credentials
  await credentials.getPromise()
  print('a guest', credentials.identityId)

  const params = credentials.params as AWS.CognitoIdentity.GetIdInput
  params.Logins = { [provider]: await idToken() }
  credentials.expired = true
  await credentials.getPromise()
  print('signed in as', credentials.identityId)

  // Signed with the credentials above.
  const identity = new AWS.CognitoIdentity()
  await new Promise<void>((done) => {
    identity.listIdentities({ IdentityPoolId: identityPoolId, MaxResults: 10 }, (error: AWS.AWSError) => {
      print('may list identities', error ? `no: ${error.code}` : 'yes')
      done()
    })
  })
  return credentials
}
