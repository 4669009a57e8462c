import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { writeCredentials } from './credentials.ts'
import { AccessDenied, PackedPolicyTooLarge } from './errors.ts'
import { keyHolder, sessionTerm, userIdOf } from './lasting-credentials.ts'
import { refuseSecondFactor } from './second-factor.ts'
import { durationSeconds, secondFactor } from './shapes.ts'

/**
 * `GetSessionToken`: temporary credentials of the user who asks, or of root. It needs no permission.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken = operation({
  name: 'GetSessionToken',
  auth: 'signed',
  input: structure({ DurationSeconds: optional(durationSeconds), ...secondFactor }),
  errors: [AccessDenied, PackedPolicyTooLarge],

  async handle({ DurationSeconds, ...factor }, { caller, sessionTokens, now }) {
    const holder = keyHolder(caller)
    if (holder === undefined) throw new AccessDenied('Cannot call GetSessionToken with session credentials')
    refuseSecondFactor(factor)
    const credentials = sessionTokens.issue({ kind: 'user', userId: userIdOf(holder), ...sessionTerm(DurationSeconds, holder, now()) })
    if (credentials === undefined) throw new PackedPolicyTooLarge('Serialized token too large for session')
    return { Credentials: writeCredentials(credentials) }
  },
})
