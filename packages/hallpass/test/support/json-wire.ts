import { accountId, type Hallpass, region } from '../hallpass.ts'
import { type Signing, type SigningCredentials, signRequest } from './sign-request.ts'

/** A request of the JSON wire as no SDK would send it. */
export interface JsonRequest {
  /** Of the target, without its prefix. */
  readonly operation: string
  readonly body: string | Uint8Array<ArrayBuffer>
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Unsigned without them. */
  readonly credentials?: SigningCredentials
  readonly signing?: Signing
}

export interface JsonAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined where the body is not JSON. */
  readonly json: unknown
}

export async function send({ url }: Hallpass, { operation, body, headers, credentials, signing }: JsonRequest): Promise<JsonAnswer> {
  const all = {
    host: new URL(url).host,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    ...headers,
  }
  const { host: _, ...sent } = credentials === undefined ? all : signRequest(all, body, credentials, signing)
  const response = await fetch(url, { method: 'POST', headers: sent, body })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

/** Calls an operation with the root key. */
export function callAsRoot(hallpass: Hallpass, operation: string, input: unknown): Promise<JsonAnswer> {
  return send(hallpass, { operation, body: JSON.stringify(input), credentials: hallpass.server.rootAccessKey })
}

/** Calls an operation without any signature. */
export function callUnsigned(hallpass: Hallpass, operation: string, input: unknown): Promise<JsonAnswer> {
  return send(hallpass, { operation, body: JSON.stringify(input) })
}

/** What `toMatchObject` finds in the SDK's error for a refusal of status 400. */
export function refusal(name: string, message?: string) {
  return { name, ...(message !== undefined && { message }), $metadata: { httpStatusCode: 400 } }
}

/** What `toMatchObject` finds in the answer for a refusal of status 400. */
export function refused(type: string, message?: string) {
  return { status: 400, json: { __type: type, ...(message !== undefined && { message }) } }
}

/** A well-formed id of a pool or an identity that does not exist. */
export const unknownId = `${region}:00000000-0000-4000-8000-000000000000`

export function poolArn(poolId: string): string {
  return `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${poolId}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
