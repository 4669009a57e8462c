import { createHash } from 'node:crypto'
import { type IncomingHttpHeaders, request as startRequest } from 'node:http'
import { type SigningCredentials, signRequest } from '../support/sign-request.ts'

export interface WireRequest {
  readonly method: string
  /** Sent as it is. */
  readonly target: string
  /** Names in lower case; all of them are signed. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface WireAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Sends a request to S3 that was signed in its header, its target untouched. */
export function sendSigned(
  url: string,
  { method, target, headers = {}, body = '' }: WireRequest,
  credentials: SigningCredentials,
): Promise<WireAnswer> {
  const { host, hostname, port } = new URL(url)
  const payload = createHash('sha256').update(body).digest('hex')
  const [path = '', query = ''] = target.split('?')
  const signed = signRequest({ host, 'x-amz-content-sha256': payload, ...headers }, body, credentials, {
    ...{ service: 's3', method, payload },
    path: recode(path, true),
    query: canonicalQuery(query),
  })
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const request = startRequest({ hostname, port, method, path: target, headers: { ...signed, ...length }, agent: false })
    request.on('error', reject).on('response', async (answer) => {
      const chunks: Buffer[] = []
      // Streams without an encoding give bytes.
      for await (const chunk of answer) chunks.push(chunk as Buffer)
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() })
    })
    request.end(body)
  })
}

/** Decoded once and encoded once, byte by byte; in paths the slash stays. */
function recode(text: string, isPath: boolean): string {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const isEscape = /^%[0-9a-fA-F]{2}/.test(text.slice(at, at + 3))
    bytes.push(isEscape ? Number.parseInt(text.slice(at + 1, at + 3), 16) : text.charCodeAt(at))
    if (isEscape) at += 2
  }
  return bytes
    .map((byte) => {
      const character = String.fromCharCode(byte)
      if (/[A-Za-z0-9._~-]/.test(character) || (isPath && character === '/')) return character
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=')
      const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
      return [recode(name, false), recode(value, false)] as const
    })
  return pairs
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}
