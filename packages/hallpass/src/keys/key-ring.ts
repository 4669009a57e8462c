import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { StoredKey } from './key-store.ts'
import type { PublishedKey } from './keys.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'
import { unwrapKey } from './wrap-key.ts'

/**
 * How long a key is accepted after a younger one took its place, milliseconds: 48 hours. What is made with it lives at most 36 hours
 * (sessions; OpenID and page tokens 24), and other processes may go on using it for a second.
 */
const graceAfterSuccession = 48 * 60 * 60 * 1000

export interface AcceptedKey {
  readonly id: string
  /** Milliseconds since the epoch; infinite for the key in force. */
  readonly acceptedUntil: number
}

export interface SigningKey extends AcceptedKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: PublishedKey
}

export interface SealingKey extends AcceptedKey {
  /** 32 bytes. */
  readonly secret: Uint8Array
}

/** The keys that are accepted, decrypted; of each use the one in force comes first. */
export interface KeyRing {
  readonly signing: readonly [SigningKey, ...SigningKey[]]
  readonly sealing: readonly [SealingKey, ...SealingKey[]]
}

/** Decrypts the keys that are accepted at `now`, and names those that are no longer. */
export function unlockKeyRing(stored: readonly StoredKey[], masterKey: Uint8Array, now: number): { ring: KeyRing; expiredIds: string[] } {
  const dated = [...inOrder(stored, 'signing'), ...inOrder(stored, 'sealing')]
  const accepted = dated.filter(({ acceptedUntil }) => now < acceptedUntil)
  const [signing, ...formerSigning] = accepted.filter(({ key }) => key.use === 'signing').map((each) => signingKey(each, masterKey))
  const [sealing, ...formerSealing] = accepted.filter(({ key }) => key.use === 'sealing').map((each) => sealingKey(each, masterKey))
  if (signing === undefined || sealing === undefined) throw new Error('The store has lost its signing or sealing keys.')

  const expiredIds = dated.filter((each) => !accepted.includes(each)).map(({ key }) => key.id)
  return { ring: { signing: [signing, ...formerSigning], sealing: [sealing, ...formerSealing] }, expiredIds }
}

interface DatedKey {
  readonly key: StoredKey
  readonly acceptedUntil: number
}

/** The keys of one use, youngest first: the same order in every process. */
function inOrder(stored: readonly StoredKey[], use: StoredKey['use']): DatedKey[] {
  const keys = stored.filter((key) => key.use === use).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  return keys.map((key, index) => ({ key, acceptedUntil: (keys[index - 1]?.createdAt ?? Number.POSITIVE_INFINITY) + graceAfterSuccession }))
}

function signingKey({ key, acceptedUntil }: DatedKey, masterKey: Uint8Array): SigningKey {
  const material = Buffer.from(unwrapKey(key, masterKey))
  const privateKey = createPrivateKey({ key: material, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const certificate = selfSignedCertificate({ name: key.id, privateKey, publicKey, createdAt: key.createdAt })
  // Ceph takes the key from nowhere else.
  const x5c = [Buffer.from(certificate).toString('base64')]
  return { id: key.id, acceptedUntil, privateKey, publicKey, jwk: { kty: 'RSA', alg: 'RS512', use: 'sig', kid: key.id, n, e, x5c } }
}

function sealingKey({ key, acceptedUntil }: DatedKey, masterKey: Uint8Array): SealingKey {
  return { id: key.id, acceptedUntil, secret: unwrapKey(key, masterKey) }
}
