/** Temporary credentials. */
export interface Credentials {
  /** `ASIA…`, 20 characters, encodes the account. */
  readonly accessKeyId: string
  /** 40 characters of the base64 alphabet. */
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Seconds since the epoch. */
  readonly expiresAt: number
}
