import { arnParts, matchesParts, patternParts } from '../arn-pattern.ts'
import { negationOf, type Operator } from './operator.ts'

const like: Operator = {
  isNegated: false,
  read: (_text, pattern) => {
    const parts = patternParts(pattern)
    return (requestValue) => {
      const arn = arnParts(requestValue)
      return parts !== undefined && arn !== undefined && matchesParts(parts, arn)
    }
  },
  wording: { relation: 'like', noun: 'an ARN of six parts', isReadable: (text) => arnParts(text) !== undefined },
}

/** `Equals` and `Like` are the same. Source: IAM user guide, "Amazon Resource Name (ARN) condition operators". */
export const arnOperators = {
  ArnEquals: like,
  ArnNotEquals: negationOf(like),
  ArnLike: like,
  ArnNotLike: negationOf(like),
}
