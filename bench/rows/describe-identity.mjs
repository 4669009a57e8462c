import { CognitoIdentityClient, DescribeIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { root } from '../population.mjs'
import { recordRequests } from '../recorded-request.mjs'

/** @type {import('./operations.mjs').Row} */
export const describeIdentity = {
  name: 'DescribeIdentity, signed',
  target: 0.4,
  against: 'bare http',
  async requests({ url, users }) {
    const record = recordRequests(CognitoIdentityClient, { endpoint: url, credentials: root })
    const requests = []
    // Each is signed by the SDK, just now: signatures are good for minutes.
    for (const { id } of users) requests.push(await record(new DescribeIdentityCommand({ IdentityId: id })))
    return requests
  },
  isRight(answer, { users, issuer }) {
    const { IdentityId, Logins } = JSON.parse(answer)
    return IdentityId === users[0].id && Logins.length === 1 && Logins[0] === issuer.name
  },
}
