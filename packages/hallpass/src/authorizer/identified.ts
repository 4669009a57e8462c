import type { AuthenticationPorts } from '../authentication/authenticate.ts'
import type { Caller } from '../session/caller.ts'

/** Who is behind some evidence, and what his signature covers. */
export interface Identified {
  readonly kind: 'identified'
  readonly caller: Caller
  readonly covered: Covered
}

/** What a signature covers besides method, path and query. */
export interface Covered {
  /** Hex SHA-256 of the body, or `UNSIGNED-PAYLOAD`; undefined: there is no request that has a body. */
  readonly contentSha256: string | undefined
  /** In lower case and in order. */
  readonly headers: readonly string[]
}

export interface Unidentified {
  readonly kind: 'unidentified'
  readonly reason: string
}

export interface EvidencePorts extends AuthenticationPorts {
  /** The address that bearer tokens are made for. */
  readonly publicUrl: () => string
}

export function unidentified(reason: string): Unidentified {
  return { kind: 'unidentified', reason }
}
