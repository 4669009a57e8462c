import { constants, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A signing key of a provider of the tests, and how its key set shows it. */
export interface ForgeKey {
  readonly alg: string
  readonly kid: string
  readonly privateKey: KeyObject
  /** The public JWK with `alg`, `use` and `kid`. */
  readonly jwk: Readonly<Record<string, unknown>>
}

export interface Forgery {
  /** Added to `alg` and `kid` of the key; undefined takes a member away. */
  readonly header?: Readonly<Record<string, unknown>>
  /** ES* signatures in DER, as OpenSSL writes them and JWS does not. */
  readonly der?: boolean
}

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

/** A fresh key for an algorithm of JWS; `bits` is the length of an RSA modulus. */
export function forgeKey(alg: string, kid: string, bits = 2048): ForgeKey {
  const curve = curves[alg]
  const { privateKey } =
    alg === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : curve !== undefined
        ? generateKeyPairSync('ec', { namedCurve: curve })
        : generateKeyPairSync('rsa', { modulusLength: bits })
  const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), alg, use: 'sig', kid }
  return { alg, kid, privateKey, jwk }
}

/** A token of these claims, signed by this key: right in all that the forgery does not make wrong. */
export function forgeToken(key: ForgeKey, claims: unknown, { header = {}, der = false }: Forgery = {}): string {
  const input = `${encodePart({ alg: key.alg, kid: key.kid, ...header })}.${encodePart(claims)}`
  return `${input}.${signInput(key, input, der).toString('base64url')}`
}

/** A token whose "signature" is an HMAC under the provider's public key, in the PEM form that verifiers keep. */
export function forgeHmacToken({ privateKey, kid }: ForgeKey, claims: unknown): string {
  const input = `${encodePart({ alg: 'HS256', kid })}.${encodePart(claims)}`
  const secret = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' })
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** A token that nobody signed. */
export function forgeUnsignedToken(claims: unknown, alg = 'none'): string {
  return `${encodePart({ alg })}.${encodePart(claims)}.`
}

/** Signs header and payload as they are written; bytes and texts are not serialised. */
export function forgeRawToken(key: ForgeKey, header: string | Buffer, payload: string | Buffer): string {
  const input = `${encodePart(header)}.${encodePart(payload)}`
  return `${input}.${signInput(key, input, false).toString('base64url')}`
}

/** The token with one of its three parts replaced. */
export function withPart(token: string, index: 0 | 1 | 2, change: (part: string) => string): string {
  return token
    .split('.')
    .map((part, at) => (at === index ? change(part) : part))
    .join('.')
}

export function encodePart(part: unknown): string {
  return (Buffer.isBuffer(part) ? part : Buffer.from(typeof part === 'string' ? part : JSON.stringify(part))).toString('base64url')
}

/** The same private key under another algorithm: PS256 with the key that is published for RS256, for one. */
export function withAlgorithm(key: ForgeKey, alg: string): ForgeKey {
  return { ...key, alg, privateKey: createPrivateKey(key.privateKey.export({ format: 'pem', type: 'pkcs8' })) }
}

function signInput({ alg, privateKey }: ForgeKey, input: string, der: boolean): Buffer {
  const data = Buffer.from(input)
  if (alg === 'EdDSA') return sign(null, data, privateKey)
  const hash = `sha${alg.slice(2)}`
  if (alg.startsWith('ES')) return sign(hash, data, { key: privateKey, dsaEncoding: der ? 'der' : 'ieee-p1363' })
  if (alg.startsWith('RS')) return sign(hash, data, privateKey)
  return sign(hash, data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST })
}
