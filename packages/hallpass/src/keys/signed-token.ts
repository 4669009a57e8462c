import { CompactSign, compactVerify, decodeProtectedHeader, errors, type ProtectedHeaderParameters } from 'jose'
import type { SigningKey } from './key-ring.ts'

/** The only algorithm of our tokens: verifiers of Cognito's tokens commonly insist on it. */
const alg = 'RS512'

/** Header members that change what a signature means; no token of ours has one. */
const refusedMembers = ['crit', 'b64', 'zip']

/** A compact JWS of these claims, in this order. Source: RFC 7515, section 7.1. */
export function signToken(claims: Readonly<Record<string, unknown>>, key: SigningKey): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ kid: key.id, typ: 'JWS', alg }).sign(key.privateKey)
}

/** Whether one of our keys signed this token. Nothing in its header chooses more than which of our keys that is. */
export async function verifyToken(token: string, findKey: (id: string) => Promise<SigningKey | undefined>): Promise<boolean> {
  const header = parseHeader(token)
  if (header?.alg !== alg || typeof header.kid !== 'string' || refusedMembers.some((member) => member in header)) return false
  const key = await findKey(header.kid)
  if (key === undefined) return false
  try {
    await compactVerify(token, key.publicKey, { algorithms: [alg] })
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError) return false
    throw error
  }
}

function parseHeader(token: string): ProtectedHeaderParameters | undefined {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}
