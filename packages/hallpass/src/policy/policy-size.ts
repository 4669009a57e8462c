/** The length of a document as IAM's quotas count it: white space between its parts is free. Source: IAM user guide, "IAM and AWS STS quotas". */
export function policySize(text: string): number {
  let size = 0
  let isString = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (!isString && isSpace(character)) continue
    size += 1
    if (character === '"') isString = !isString
    if (isString && character === '\\' && at + 1 < text.length) {
      size += 1
      at += 1
    }
  }
  return size
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}
