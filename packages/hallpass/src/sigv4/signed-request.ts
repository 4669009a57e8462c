/**
 * A request as it came over the wire. Its texts are bytes, decoded as latin1 (as Node's HTTP server gives the target and `rawHeaders`):
 * what was signed are the bytes, and no other decoding gives all of them back.
 */
export interface SignedRequest {
  readonly method: string
  /** The path as it was sent, without the query. */
  readonly path: string
  /** The query as it was sent, without `?`; empty where there is none. */
  readonly query: string
  /** In the order received, duplicates and upper case kept. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}
