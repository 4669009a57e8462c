// The operations that are measured, in the order of the table.
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.mjs'
import { credentialsOfFreshTokens } from './credentials-of-fresh-tokens.mjs'
import { credentialsOfGuests } from './credentials-of-guests.mjs'
import { credentialsOfUsers } from './credentials-of-users.mjs'
import { describeIdentity } from './describe-identity.mjs'
import { idOfKnownLogins } from './id-of-known-logins.mjs'
import { idOfNewGuests } from './id-of-new-guests.mjs'
import { openIdTokens } from './open-id-tokens.mjs'

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} target the least ratio
 * @property {'bare http' | 'bare http, RSA verify' | 'RSA sign, all cores'} against
 * @property {boolean} [usedOnce] whether each request may be sent only once
 * @property {(population: import('../population.mjs').Population, count: number) => Promise<import('../recorded-request.mjs').RecordedRequest[]>} requests
 *   some requests, spread over the identities; `count` of them where each is used once
 * @property {(answer: string, population: import('../population.mjs').Population) => boolean} isRight whether an answer is one to the first request
 */

/** @type {Row[]} */
export const operations = [
  credentialsOfGuests,
  credentialsOfUsers,
  credentialsOfFreshTokens,
  idOfKnownLogins,
  idOfNewGuests,
  openIdTokens,
  describeIdentity,
  assumeRoleWithWebIdentity,
]
