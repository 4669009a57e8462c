import { createHmac } from 'node:crypto'

export interface KeyPair {
  readonly key: string
  readonly secret: string
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST'
  /** With all its parameters in the query. */
  readonly url: URL
  readonly consumer: KeyPair
  readonly token: KeyPair
  readonly nonce: string
  /** Seconds since the epoch. */
  readonly timestamp: number
}

/** The `Authorization` header of a request signed with HMAC-SHA1. Source: RFC 5849, section 3. */
export function oauth1Authorization({ method, url, consumer, token, nonce, timestamp }: SignedRequest): string {
  const parameters = {
    oauth_consumer_key: consumer.key,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(timestamp),
    oauth_token: token.key,
    oauth_version: '1.0',
  }
  const base = [method, `${url.origin}${url.pathname}`, normalise([...url.searchParams, ...Object.entries(parameters)])]
  const key = `${encode(consumer.secret)}&${encode(token.secret)}`
  const signature = createHmac('sha1', key).update(base.map(encode).join('&')).digest('base64')

  const members = Object.entries({ ...parameters, oauth_signature: signature })
  return `OAuth ${members.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`
}

/** Source: RFC 5849, section 3.4.1.3.2. */
function normalise(parameters: readonly (readonly [string, string])[]): string {
  const pairs = parameters.map(([name, value]) => [encode(name), encode(value)] as const)
  return pairs
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Source: RFC 5849, section 3.6. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
