import { CognitoIdentityClient, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity'
import { recordRequests, withBody } from '../recorded-request.mjs'

/** @type {import('./operations.mjs').Row} */
export const openIdTokens = {
  name: 'GetOpenIdToken (RS512)',
  target: 0.75,
  against: 'RSA sign, all cores',
  async requests({ url, guests }) {
    const record = recordRequests(CognitoIdentityClient, { endpoint: url })
    const template = await record(new GetOpenIdTokenCommand({ IdentityId: guests[0] }))
    return guests.map((IdentityId) => withBody(template, JSON.stringify({ IdentityId })))
  },
  isRight(answer, { guests, poolId }) {
    const { IdentityId, Token } = JSON.parse(answer)
    const [header, claims] = Token.split('.').map((part, n) => n < 2 && JSON.parse(Buffer.from(part, 'base64url').toString()))
    return IdentityId === guests[0] && header.alg === 'RS512' && claims.sub === IdentityId && claims.aud === poolId
  },
}
