import { createHash, createHmac } from 'node:crypto'
import { type SigningCredentials, signRequest } from '../support/sign-request.ts'

/** A request to S3 as bytes, signed in its header, with whatever in it that no client would send. */
export interface RawRequest {
  readonly method?: string
  /** Sent as it is. */
  readonly target: string
  /** Names in lower case; all of them are signed. */
  readonly signed?: Readonly<Record<string, string>>
  /** Header lines that are added as they are. */
  readonly lines?: readonly string[]
  readonly body?: string | Uint8Array
  /** What stands for the body in what is signed; its hash unless given. */
  readonly payload?: string
  /** The host that is signed and sent; the gateway's unless given. */
  readonly host?: string
  /** What is signed in place of the target's path and query. */
  readonly as?: string
  /** Whether the length of the body is said; it is unless told otherwise. */
  readonly tellsLength?: boolean
}

export interface RawParts {
  /** With the empty line at its end. */
  readonly head: string
  readonly body: Buffer
  readonly signature: string
}

/** The parts of such a request, which asks to close the connection after it. */
export function rawS3(url: string, request: RawRequest, credentials: SigningCredentials, at = Date.now()): RawParts {
  const { method = 'GET', target, signed = {}, lines = [], host = new URL(url).host } = request
  const body = Buffer.from(request.body ?? '')
  const payload = request.payload ?? createHash('sha256').update(body).digest('hex')
  const [path = '', ...query] = (request.as ?? target).split('?')
  const headers = signRequest({ host, 'x-amz-content-sha256': payload, ...signed }, body, credentials, {
    ...{ service: 's3', method, payload, at },
    path: recode(path, /[A-Za-z0-9._~/-]/),
    query: canonicalQuery(query.join('?')),
  })
  const length = body.length > 0 && (request.tellsLength ?? true) ? [`Content-Length: ${body.length}`] : []
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const head = `${[`${method} ${target} HTTP/1.1`, ...told, ...length, ...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`
  return { head, body, signature: /Signature=([0-9a-f]+)/.exec(headers['authorization'] ?? '')?.[1] ?? '' }
}

/** The bytes of such a request. */
export function rawS3Bytes(url: string, request: RawRequest, credentials: SigningCredentials, at?: number): Buffer {
  const { head, body } = rawS3(url, request, credentials, at)
  return Buffer.concat([Buffer.from(head, 'latin1'), body])
}

/** The status and code of an answer as text, or `closed` where there is none. */
export function outcome(answer: string): string {
  const [, status = 'closed'] = /^HTTP\/1\.1 (?!100)(\d+)/m.exec(answer) ?? []
  const [, code] = /<Code>(\w+)<\/Code>/.exec(answer) ?? []
  return code === undefined ? status : `${status} ${code}`
}

/** The fields of a form that uploads, its policy signed. */
export function signedForm(
  credentials: SigningCredentials,
  fields: Readonly<Record<string, string>>,
  conditions: readonly unknown[],
  { at = Date.now(), expiresAt = at + 60_000 }: { readonly at?: number; readonly expiresAt?: number } = {},
): Record<string, string> {
  const date = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = [date.slice(0, 8), 'eu-central-1', 's3', 'aws4_request']
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const ofSigner = {
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [accessKeyId, ...scope].join('/'),
    'x-amz-date': date,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  }
  const named = Object.entries(ofSigner).map(([name, value]) => ({ [name]: value }))
  const document = { expiration: new Date(expiresAt).toISOString(), conditions: [...named, ...conditions] }
  const policy = Buffer.from(JSON.stringify(document)).toString('base64')
  const key = scope.reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${secretAccessKey}`))
  return { ...fields, ...ofSigner, policy, 'x-amz-signature': hmac(key, policy).toString('hex') }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** Decoded once and encoded once, byte by byte. */
function recode(text: string, kept: RegExp): string {
  const bytes = text.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  const encode = (byte: string) => (kept.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  return bytes.replace(/./gs, encode)
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter(Boolean)
  const recoded = pairs.map((part) => {
    const [name = '', ...value] = part.split('=')
    return [recode(name, /[A-Za-z0-9._~-]/), recode(value.join('='), /[A-Za-z0-9._~-]/)] as const
  })
  return recoded
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map((pair) => pair.join('='))
    .join('&')
}
