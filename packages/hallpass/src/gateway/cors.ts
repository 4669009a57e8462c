import type { IncomingHttpHeaders } from 'node:http'

/**
 * What lets a page read an answer: requests carry no cookies, only signatures, so that nothing is done in its user's name.
 * @param origins whose pages may: origins, or `*`
 * @param names of the headers that the answer has
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function sharingHeaders(
  { origin }: IncomingHttpHeaders,
  origins: readonly string[],
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (origin === undefined || !mayRead(origin, origins)) return {}
  return {
    'access-control-allow-origin': origins.includes('*') ? '*' : origin,
    'access-control-expose-headers': [...new Set([...names, 'date'])].join(','),
    vary: 'Origin',
  }
}

function mayRead(origin: string, origins: readonly string[]): boolean {
  return origins.includes('*') || origins.includes(origin)
}
