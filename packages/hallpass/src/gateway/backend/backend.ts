import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { RequestTarget } from '../../s3/request-target.ts'
import type { BackendProfile } from './backend-profile.ts'

/** The store behind the gateway. */
export interface Backend {
  readonly profile: BackendProfile
  /** `http://127.0.0.1:9000` */
  readonly origin: string
  /**
   * Sends a request, signed with the gateway's own key.
   * @param signal gives the request up
   * @returns the head of the answer; its body is on its way
   * @throws {BackendError} the store cannot be reached, or does not answer in time
   * @throws whatever the body fails with
   */
  send(request: BackendRequest, signal: AbortSignal): Promise<IncomingMessage>
  close(): void
}

export interface BackendRequest {
  readonly method: string
  readonly target: RequestTarget
  /** By lower-case name; without `host`, lengths and those of the signature. */
  readonly headers: ReadonlyMap<string, string>
  /** What stands for the body in the canonical request. */
  readonly contentSha256: string
  readonly body: BackendBody | undefined
}

export interface BackendBody {
  /** Bytes. */
  readonly length: number
  readonly content: Readable | Uint8Array
}

/** The store did not answer. */
export class BackendError extends Error {
  override readonly name = 'BackendError'
}

/** The store does not know the gateway's key, or not its signature. */
export class BackendKeyError extends Error {
  override readonly name = 'BackendKeyError'
}
