import { operation } from '../operation/operation.ts'
import { pattern, string, structure } from '../operation/shape.ts'
import { accountOfAccessKeyId } from '../session/access-key-id.ts'
import { ValidationError } from './errors.ts'

/**
 * `GetAccessKeyInfo`: the account that an access key id encodes; whether there is such a key is not asked. It needs no permission.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export const getAccessKeyInfo = operation({
  name: 'GetAccessKeyInfo',
  auth: 'signed',
  input: structure({ AccessKeyId: string({ min: 16, max: 128, pattern: pattern('[\\w]*') }) }),
  errors: [ValidationError],

  async handle({ AccessKeyId }) {
    const account = accountOfAccessKeyId(AccessKeyId)
    if (account === undefined) throw new ValidationError('Invalid access key')
    return { Account: account }
  },
})
