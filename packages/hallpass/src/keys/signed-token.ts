import { sign, verify } from 'node:crypto'
import type { SigningKey } from './key-ring.ts'

/** The only algorithm of our tokens: verifiers of Cognito's tokens commonly insist on it. */
const alg = 'RS512'
const digest = 'sha512'

/** Header members that change what a signature means; no token of ours has one. */
const refusedMembers = ['crit', 'b64', 'zip']

/** A compact JWS of these claims, in this order. Source: RFC 7515, section 7.1. */
export function signToken(claims: Readonly<Record<string, unknown>>, key: SigningKey): Promise<string> {
  const input = `${encode({ kid: key.id, typ: 'JWS', alg })}.${encode(claims)}`
  return new Promise((resolve, reject) => {
    // With a callback, a thread of the pool does the work.
    sign(digest, Buffer.from(input), key.privateKey, (error, signature) => {
      if (error === null) resolve(`${input}.${signature.toString('base64url')}`)
      else reject(error)
    })
  })
}

/** Whether one of our keys signed this token. Nothing in its header chooses more than which of our keys that is. */
export async function verifyToken(token: string, findKey: (id: string) => Promise<SigningKey | undefined>): Promise<boolean> {
  const [head = '', payload = '', signaturePart = '', ...rest] = token.split('.')
  const signature = Buffer.from(signaturePart, 'base64url')
  // Buffer skips what it does not know: one token has one spelling.
  if (rest.length > 0 || signature.toString('base64url') !== signaturePart) return false

  const header = parseHeader(head)
  if (header?.['alg'] !== alg || typeof header['kid'] !== 'string' || refusedMembers.some((member) => member in header)) return false
  const key = await findKey(header['kid'])
  if (key === undefined) return false
  // Done sooner than another thread is woken (24 µs).
  return verify(digest, Buffer.from(`${head}.${payload}`), key.publicKey, signature)
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function parseHeader(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    // Checked member by member where they are used.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
