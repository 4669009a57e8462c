import type { Operator } from './operator.ts'

/** Source: IAM user guide, "Binary condition operators". */
export const binaryOperator: Operator = {
  isNegated: false,
  read: (text) => {
    const wanted = readBase64(text)
    return (requestValue) => wanted !== undefined && readBase64(requestValue) === wanted
  },
  wording: { relation: '', noun: 'base64', isReadable: (text) => readBase64(text) !== undefined },
}

/** The bytes, one character each; undefined where the text is not the base64 (RFC 4648, section 4) of any. */
function readBase64(text: string): string | undefined {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? atob(text) : undefined
}
