import { foldCase } from '../fold-case.ts'
import { matchesPattern } from '../match-pattern.ts'
import { negationOf, type Operator } from './operator.ts'

const equals: Operator = {
  isNegated: false,
  read: (text) => (requestValue) => requestValue === text,
  wording: { relation: '' },
}

const equalsIgnoreCase: Operator = {
  isNegated: false,
  read: (text) => {
    const folded = foldCase(text)
    return (requestValue) => foldCase(requestValue) === folded
  },
  wording: { relation: '' },
}

const like: Operator = {
  isNegated: false,
  read: (_text, pattern) => (requestValue) => matchesPattern(pattern, requestValue),
  wording: { relation: 'like' },
}

/** Source: IAM user guide, "String condition operators". */
export const stringOperators = {
  StringEquals: equals,
  StringNotEquals: negationOf(equals),
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringNotEqualsIgnoreCase: negationOf(equalsIgnoreCase),
  StringLike: like,
  StringNotLike: negationOf(like),
}
