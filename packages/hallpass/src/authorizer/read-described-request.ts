import type { SignedHead } from '../s3/signed-head.ts'
import { type Malformed, malformed } from './inquiry.ts'
import { isRecord, unknownMember } from './record.ts'
import { splitTarget } from './split-target.ts'

export type DescribedRequest =
  | { readonly kind: 'described'; readonly request: SignedHead; readonly bodySha256: string | undefined }
  | Malformed

const members = ['method', 'url', 'headers', 'bodySha256']

/**
 * Reads the request that a service received, as it describes it: `url` is the target as it was on the wire, or an absolute address. Its
 * texts are bytes as latin1, as HTTP servers give them.
 */
export function readDescribedRequest(given: unknown): DescribedRequest {
  if (!isRecord(given)) return malformed('The member request must be an object.')
  const unknown = unknownMember(given, members)
  if (unknown !== undefined) return malformed(`There is no member request.${unknown}; known are ${members.join(', ')}.`)
  const { method, url, bodySha256 } = given
  if (typeof method !== 'string' || !/^[A-Z-]{1,32}$/.test(method))
    return malformed('The member request.method must be as on the wire: GET.')
  if (typeof url !== 'string') return malformed('The member request.url must be a text: /path?query, or an absolute address.')
  const target = splitTarget(url)
  if (target === undefined) return malformed('The member request.url must be /path?query as on the wire, or an absolute address.')
  const headers = readHeaders(given['headers'])
  if (headers === undefined) return malformed('The member request.headers must be {NAME: VALUE or [VALUE, …]}, in bytes as latin1.')
  if (bodySha256 !== undefined && (typeof bodySha256 !== 'string' || !/^[0-9a-f]{64}$/.test(bodySha256))) {
    return malformed('The member request.bodySha256 must be 64 lower-case hexadecimal digits.')
  }
  const host = hostOf(headers)
  if (target.authority !== undefined && host !== undefined && host.toLowerCase() !== target.authority.toLowerCase()) {
    return malformed('The member request.url names another host than the header Host.')
  }
  const named: SignedHead['headers'] =
    target.authority !== undefined && host === undefined ? [['host', target.authority], ...headers] : headers
  return { kind: 'described', request: { method, path: target.path, query: target.query, headers: named }, bodySha256 }
}

function hostOf(headers: SignedHead['headers']): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
}

function readHeaders(given: unknown): SignedHead['headers'] | undefined {
  if (!isRecord(given)) return undefined
  const headers: [string, string][] = []
  for (const [name, value] of Object.entries(given)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return undefined
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const each of values) {
      if (typeof each !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(each)) return undefined
      headers.push([name, each])
    }
  }
  return headers
}
