import { decodeOnce } from '../s3/percent-coding.ts'
import { type Refused, refused } from './inquiry.ts'

export interface RequestPath {
  readonly kind: 'path'
  /** Percent-decoded once. */
  readonly text: string
  /** Why readers may differ on what it names, so that no resource is to be made of it; undefined: they do not. */
  readonly ambiguity: string | undefined
}

/**
 * Reads the path of a request that a proxy passes on to an application. Both may read it otherwise than we do; what one of them could take
 * for a way up is refused whatever it is compared with.
 * @param path as it was sent
 */
export function readPath(path: string): RequestPath | Refused {
  const text = decodeOnce(path)
  if (text === undefined) return refused('The path cannot be decoded.')
  if (/\\|%(?:2e|2f|5c|00)/i.test(text)) return refused('The path has a backslash, or separators that are encoded twice.')
  if (climbs(path)) return refused('The path has a segment . or ..')
  return { kind: 'path', text, ambiguity: ambiguityOf(path, text) }
}

/**
 * Whether a reader could take a segment for the same place, or for a way up. Of a segment some cut what follows a semicolon.
 * @param path as it was sent
 */
export function climbs(path: string): boolean {
  const text = path.replace(/%(?:2e|2f|5c|3b)/gi, decodeURIComponent)
  return text.split(/[\\/]/).some((segment) => /^\.{1,2}(?:;|$)/.test(segment))
}

function ambiguityOf(path: string, text: string): string | undefined {
  if (text.includes('//')) return 'The path has an empty segment.'
  if (/%2f/i.test(path)) return 'The path has an encoded slash.'
  return /%[0-9a-f]{2}/i.test(text) ? 'The path is encoded twice.' : undefined
}
