import type { ReceivedRequest } from './options.ts'

/** By these, some applications take a request for another one than it is. */
const methodHeaders = ['x-http-method-override', 'x-http-method', 'x-method-override']
const targetHeaders = ['x-original-url', 'x-rewrite-url']

/**
 * Says by what a request may be another one to the application than it is to whoever judges it; undefined where there is nothing. Hallpass
 * looks at the requests that it is shown in the same way; it is not shown those that come with a bearer token.
 */
export function confusingPart({ method, url, headers }: ReceivedRequest): string | undefined {
  if (climbs(url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, ''))) return 'The path has a segment . or ..'
  const confusing = Object.entries(headers).find(([name, value]) => {
    const read = name.toLowerCase().replaceAll('_', '-')
    const isSame = [value].flat().every((each) => each.trim().toUpperCase() === method)
    return targetHeaders.includes(read) || (methodHeaders.includes(read) && !isSame)
  })
  return confusing && `By the header ${confusing[0].toLowerCase()} the request may be another one to the application.`
}

/** Whether some reader could take a segment for the same place, or for a way up. */
function climbs(path: string): boolean {
  const text = path.replace(/%(?:2e|2f|5c|3b)/gi, decodeURIComponent)
  return text.split(/[\\/]/).some((segment) => /^\.{1,2}(?:;|$)/.test(segment))
}
