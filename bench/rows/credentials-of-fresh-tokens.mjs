import { requestsOfUsers } from './credentials-of-users.mjs'
import { isCredentials } from './is-credentials.mjs'

/** @type {import('./operations.mjs').Row} */
export const credentialsOfFreshTokens = {
  name: 'GetCredentialsForIdentity, fresh RS256 tokens',
  target: 0.35,
  against: 'bare http, RSA verify',
  usedOnce: true,
  async requests(population, count) {
    const users = Array.from({ length: count }, (_, n) => population.users[n % population.users.length])
    return requestsOfUsers(population, users, await population.issuer.tokens(users.map(({ subject }) => subject)))
  },
  isRight: (answer, { users }) => isCredentials(answer, users[0].id),
}
