import { operation } from '../operation/operation.ts'
import { string, structure } from '../operation/shape.ts'
import { InvalidAuthorizationMessageException } from './errors.ts'

/**
 * `DecodeAuthorizationMessage`: refuses. What we say of a denial is plain text; there is no encoded message of ours.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export const decodeAuthorizationMessage = operation({
  name: 'DecodeAuthorizationMessage',
  auth: 'developer',
  input: structure({ EncodedMessage: string({ min: 1, max: 10_240 }) }),
  errors: [InvalidAuthorizationMessageException],

  async handle() {
    throw new InvalidAuthorizationMessageException('Message is not valid')
  },
})
