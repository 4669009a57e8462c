import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { recordRequests, withBody } from '../recorded-request.mjs'

/** @type {import('./operations.mjs').Row} */
export const idOfKnownLogins = {
  name: 'GetId, known login',
  target: 0.5,
  against: 'bare http',
  async requests({ url, issuer, poolId, tokens }) {
    const record = recordRequests(CognitoIdentityClient, { endpoint: url })
    const input = (token) => ({ IdentityPoolId: poolId, Logins: { [issuer.name]: token } })
    const template = await record(new GetIdCommand(input(tokens[0])))
    return tokens.map((token) => withBody(template, JSON.stringify(input(token))))
  },
  isRight: (answer, { users }) => JSON.parse(answer).IdentityId === users[0].id,
}
