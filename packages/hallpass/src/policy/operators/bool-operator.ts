import type { Operator } from './operator.ts'

/** Source: IAM user guide, "Boolean condition operators". */
export const boolOperator: Operator = {
  isNegated: false,
  read: (text) => {
    const wanted = readBool(text)
    return (requestValue) => wanted !== undefined && readBool(requestValue) === wanted
  },
  wording: { relation: '', noun: 'true or false', isReadable: (text) => readBool(text) !== undefined },
}

function readBool(text: string): boolean | undefined {
  if (/^true$/i.test(text)) return true
  return /^false$/i.test(text) ? false : undefined
}
