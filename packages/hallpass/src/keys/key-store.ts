/** A key at rest. */
export interface StoredKey {
  /** Signing keys: REGION followed by a number, the `kid` of tokens. Sealing keys: 8 hexadecimal digits. */
  readonly id: string
  readonly use: 'signing' | 'sealing'
  /** Milliseconds since the epoch. The youngest key of a use is the one in force. */
  readonly createdAt: number
  /** Encrypted under the master key. */
  readonly material: Uint8Array
}

/** Where the keys are kept; the store is one. */
export interface KeyStore {
  /** All keys, oldest first. */
  listKeys(): Promise<readonly StoredKey[]>
  /** Adds the key unless there is one of its use already: of two processes that start at once, one wins. */
  addFirstKey(key: StoredKey): Promise<void>
  addKey(key: StoredKey): Promise<void>
  deleteKey(id: string): Promise<void>
}
