import { CognitoIdentityClient, GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { recordRequests, withBody } from '../recorded-request.mjs'
import { isCredentials } from './is-credentials.mjs'

/** @type {import('./operations.mjs').Row} */
export const credentialsOfGuests = {
  name: 'GetCredentialsForIdentity, guest',
  target: 0.5,
  against: 'bare http',
  async requests({ url, guests }) {
    const record = recordRequests(CognitoIdentityClient, { endpoint: url })
    const template = await record(new GetCredentialsForIdentityCommand({ IdentityId: guests[0] }))
    return guests.map((IdentityId) => withBody(template, JSON.stringify({ IdentityId })))
  },
  isRight: (answer, { guests }) => isCredentials(answer, guests[0]),
}
