import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { recordRequests } from '../recorded-request.mjs'

/** @type {import('./operations.mjs').Row} */
export const idOfNewGuests = {
  name: 'GetId, new guest, durable',
  target: 0.25,
  against: 'bare http',
  async requests({ url, poolId }) {
    const record = recordRequests(CognitoIdentityClient, { endpoint: url })
    return [await record(new GetIdCommand({ IdentityPoolId: poolId }))]
  },
  isRight: (answer, { guests }) =>
    /^us-east-1:[\da-f-]{36}$/.test(JSON.parse(answer).IdentityId) && !guests.includes(JSON.parse(answer).IdentityId),
}
