import { queryParameters } from '../sigv4/query-parameters.ts'
import type { SignedRequest } from '../sigv4/signed-request.ts'

export const bearerPrefix = 'hallpass-v1.'

/** Characters: a session token has 4,096 at most, of which some are escaped. */
const longestToken = 16_384

/**
 * The presigned `GetCallerIdentity` that a bearer token stands for: `hallpass-v1.` and its URL in base64url. Undefined where it is anything
 * else, so that nothing that was presigned for another purpose is a token. As in EKS, whose header is `x-k8s-aws-id`.
 * @param host of our public URL, which the token must be signed for
 * @param audience what the signed header `x-hallpass-audience` must have been
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function bearerRequest(token: string, host: string, audience: string): SignedRequest | undefined {
  if (!token.startsWith(bearerPrefix) || token.length > longestToken) return undefined
  const encoded = token.slice(bearerPrefix.length)
  const url = Buffer.from(encoded, 'base64url').toString('latin1')
  if (Buffer.from(url, 'latin1').toString('base64url') !== encoded) return undefined
  const [, authority, query = ''] = /^https?:\/\/([^/?#@\\]+)\/?\?([^#\s]+)$/.exec(url) ?? []
  if (authority?.toLowerCase() !== host.toLowerCase() || !asksWhoCalls(query)) return undefined
  const headers = [
    ['host', authority],
    ['x-hallpass-audience', Buffer.from(audience).toString('latin1')],
  ] as const
  return { method: 'GET', path: '/', query, headers, body: new Uint8Array() }
}

function asksWhoCalls(query: string): boolean {
  const read = queryParameters(query)
  if (read.kind !== 'parameters') return false
  const asked = new Map(read.parameters.filter(([name]) => !/^x-amz-/i.test(name)))
  const isEachOnce = new Set(read.parameters.map(([name]) => name.toLowerCase())).size === read.parameters.length
  return isEachOnce && asked.size === 2 && asked.get('Action') === 'GetCallerIdentity' && asked.get('Version') === '2011-06-15'
}
