import { CognitoIdentityClient, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity'
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { recordRequests } from '../recorded-request.mjs'

/** How many OpenID tokens are made beforehand. */
const tokens = 500

/** @type {import('./operations.mjs').Row} */
export const assumeRoleWithWebIdentity = {
  name: 'AssumeRoleWithWebIdentity',
  target: 0.35,
  against: 'bare http',
  async requests({ url, guests, guestRole }) {
    const cognito = new CognitoIdentityClient({ endpoint: url, region: 'us-east-1' })
    const record = recordRequests(STSClient, { endpoint: url })
    const request = async (IdentityId) => {
      const { Token } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId }))
      return record(new AssumeRoleWithWebIdentityCommand({ RoleArn: guestRole, RoleSessionName: 'bench', WebIdentityToken: Token }))
    }
    const requests = []
    for (const id of guests.slice(0, tokens)) requests.push(await request(id))
    return requests
  },
  isRight(answer, { guests }) {
    const element = (name) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1]
    return (
      element('SubjectFromWebIdentityToken') === guests[0] &&
      /^ASIA/.test(element('AccessKeyId')) &&
      element('SecretAccessKey').length === 40 &&
      Date.parse(element('Expiration')) > Date.now()
    )
  },
}
