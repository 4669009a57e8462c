/** Our keys at work: private keys never leave this room. */
export interface Keys {
  /** Seals under the sealing key in force (AES-256-GCM, under a key of the second and a number of the message); `purpose` must be the same at {@link unseal}. */
  seal(plaintext: Uint8Array, purpose: string): Uint8Array
  /** Undefined when it was not sealed here for this purpose, or with a key that has been retired. */
  unseal(sealed: Uint8Array, purpose: string): Promise<Uint8Array | undefined>
  /** Encrypts what is kept for good under the master key, bound to `name`. */
  wrap(secret: Uint8Array, name: string): Uint8Array
  /** Undoes {@link wrap}; throws `WrongMasterKey` where it cannot. */
  unwrap(wrapped: Uint8Array, name: string): Uint8Array
  /** A compact JWS (RS512, `typ` JWS) of these claims, in this order, under the signing key in force. */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>
  /** Whether one of our published keys made this compact JWS, with RS512 and nothing else. The claims are the caller's to read and check. */
  verify(token: string): Promise<boolean>
  /** Published verification keys, the one in force first. */
  publicKeys(): Promise<readonly PublishedKey[]>
  /** New signing and sealing keys, in force at once; the former ones go on verifying until what they made has expired. */
  rotate(): Promise<void>
}

/** A key that our tokens are verified with. Source: RFC 7517, section 4; RFC 7518, section 6.3 */
export interface PublishedKey {
  readonly kty: 'RSA'
  readonly alg: 'RS512'
  readonly use: 'sig'
  readonly kid: string
  /** Base64url. */
  readonly n: string
  readonly e: string
  /** A certificate of the key for itself, DER in base64. */
  readonly x5c: string[]
}
