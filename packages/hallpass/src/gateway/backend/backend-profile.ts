/** In what one kind of store differs from another. */
export interface BackendProfile {
  readonly name: string
  /** Whether it takes checksums after the body. Where it does not, they are checked here and left out. */
  readonly takesTrailers: boolean
  /** Whether it says of a key that it does not know what it says of one that may not: AccessDenied. */
  readonly deniesUnknownKeys: boolean
  /** Whether an answer, of whatever status, is one of this kind of store's. */
  readonly answers: (headers: Readonly<Record<string, unknown>>) => boolean
}
