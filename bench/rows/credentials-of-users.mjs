import { CognitoIdentityClient, GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { recordRequests, withBody } from '../recorded-request.mjs'
import { isCredentials } from './is-credentials.mjs'

/** @type {import('./operations.mjs').Row} */
export const credentialsOfUsers = {
  name: 'GetCredentialsForIdentity, token seen before',
  target: 0.45,
  against: 'bare http',
  requests: (population) => requestsOfUsers(population, population.users, population.tokens),
  isRight: (answer, { users }) => isCredentials(answer, users[0].id),
}

/**
 * One request for each of these users, with these tokens.
 * @param {import('../population.mjs').Population} population
 * @param {import('../fill.mjs').User[]} users
 * @param {string[]} tokens
 */
export async function requestsOfUsers({ url, issuer }, users, tokens) {
  const record = recordRequests(CognitoIdentityClient, { endpoint: url })
  const input = (n) => ({ IdentityId: users[n].id, Logins: { [issuer.name]: tokens[n] } })
  const template = await record(new GetCredentialsForIdentityCommand(input(0)))
  return users.map((_, n) => withBody(template, JSON.stringify(input(n))))
}
