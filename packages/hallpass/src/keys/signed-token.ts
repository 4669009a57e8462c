import { createHash, sign, verify } from 'node:crypto'
import { BoundedMap } from '../limits/bounded-map.ts'
import type { SigningKey } from './key-ring.ts'

/** The only algorithm of our tokens: verifiers of Cognito's tokens commonly insist on it. */
const alg = 'RS512'
const hash = 'sha512'

/** Header members that change what a signature means; no token of ours has one. */
const refusedMembers = ['crit', 'b64', 'zip']

/** A compact JWS of these claims, in this order. Source: RFC 7515, section 7.1. */
export function signToken(claims: Readonly<Record<string, unknown>>, key: SigningKey): Promise<string> {
  const input = `${encode({ kid: key.id, typ: 'JWS', alg })}.${encode(claims)}`
  return new Promise((resolve, reject) => {
    // With a callback, a thread of the pool does the work.
    sign(hash, Buffer.from(input), key.privateKey, (error, signature) => {
      if (error === null) resolve(`${input}.${signature.toString('base64url')}`)
      else reject(error)
    })
  })
}

/** How many tokens are remembered. */
const maxVerifiedTokens = 10_000

/**
 * Tells whether one of our keys signed a token. Nothing in its header chooses more than which of our keys that is. The signature of each is
 * verified once: then the key that made it is remembered, under a digest of the token.
 */
export function createVerifyToken(findKey: (id: string) => Promise<SigningKey | undefined>): (token: string) => Promise<boolean> {
  const verified = new BoundedMap<string, SigningKey>(maxVerifiedTokens)
  return async (token) => {
    const parts = readParts(token)
    const key = parts && (await findKey(parts.keyId))
    if (parts === undefined || key === undefined) return false
    const digest = createHash('sha256').update(token).digest('base64')
    // The very key that is accepted today.
    if (verified.get(digest) === key) return true
    // Done sooner than another thread is woken (24 µs).
    if (!verify(hash, Buffer.from(parts.input), key.publicKey, parts.signature)) return false
    verified.set(digest, key)
    return true
  }
}

interface TokenParts {
  readonly keyId: string
  /** What is signed. */
  readonly input: string
  readonly signature: Uint8Array
}

/** Undefined where no key of ours can have made it. */
function readParts(token: string): TokenParts | undefined {
  const [head = '', payload = '', signaturePart = '', ...rest] = token.split('.')
  const signature = Buffer.from(signaturePart, 'base64url')
  // Buffer skips what it does not know: one token has one spelling.
  if (rest.length > 0 || signature.toString('base64url') !== signaturePart) return undefined

  const header = parseHeader(head)
  if (header?.['alg'] !== alg || typeof header['kid'] !== 'string') return undefined
  if (refusedMembers.some((member) => member in header)) return undefined
  return { keyId: header['kid'], input: `${head}.${payload}`, signature }
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
