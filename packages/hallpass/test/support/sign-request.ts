import { createHash, createHmac } from 'node:crypto'

export interface SigningCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** How a request is signed, where not as usual. */
export interface Signing {
  /** Milliseconds since the epoch. */
  readonly at?: number
  /** What `X-Amz-Date` says. */
  readonly date?: string
  /** `YYYYMMDD` of the credential scope. */
  readonly day?: string
  readonly region?: string
  readonly service?: string
  readonly method?: string
  readonly path?: string
  /** In canonical form. */
  readonly query?: string
  /** What stands for the body; its hash unless given. */
  readonly payload?: string
}

/**
 * The headers of a request with those that sign it, all of them signed but the `Authorization`; step by step after AWS's description.
 * @param headers with the host, names in lower case
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  { accessKeyId, secretAccessKey, sessionToken }: SigningCredentials,
  signing: Signing = {},
): Record<string, string> {
  const { at = Date.now(), date = basicDate(at), day = date.slice(0, 8), region = 'eu-central-1' } = signing
  const { service = 'cognito-identity', method = 'POST', path = '/', query = '', payload = sha256(body) } = signing
  const all = { ...headers, 'x-amz-date': date, ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }) }
  // By name: sorted with its colon, a name would come after those that it begins.
  const lines = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
  const names = Object.keys(all).sort().join(';')
  const canonical = [method, path, query, lines.join(''), names, payload].join('\n')
  const scope = [day, region, service, 'aws4_request']
  const key = scope.reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${secretAccessKey}`))
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n')).toString('hex')
  const credential = [accessKeyId, ...scope].join('/')
  return { ...all, authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}` }
}

function basicDate(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
