import { encodeOnce } from './percent-coding.ts'

/**
 * The tags of the header `x-amz-tagging` or of a form field: names and values as in a query, a plus being a blank.
 * @returns undefined where it cannot be read, or names a tag twice
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-managing.html
 */
export function parseTagging(text: string): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>()
  for (const part of text.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decode(equals < 0 ? part : part.slice(0, equals))
    const value = decode(equals < 0 ? '' : part.slice(equals + 1))
    if (name === undefined || value === undefined || tags.has(name)) return undefined
    tags.set(name, value)
  }
  return tags
}

/** The header as it is sent on. */
export function writeTagging(tags: ReadonlyMap<string, string>): string {
  return [...tags].map(([name, value]) => `${encodeOnce(name)}=${encodeOnce(value)}`).join('&')
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
