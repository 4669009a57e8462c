import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { ValidationError } from './errors.ts'
import { pageOf } from './paging.ts'
import { marker, maxItems } from './shapes.ts'

/**
 * `ListAccountAliases`: the account has none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export const listAccountAliases = operation({
  name: 'ListAccountAliases',
  auth: 'developer',
  input: structure({ Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: () => '*',
  errors: [ValidationError],

  async handle(request, ctx) {
    const { entries, ...rest } = await pageOf<never>([], () => '', request, ['ListAccountAliases'], ctx)
    return { AccountAliases: entries, ...rest }
  },
})
