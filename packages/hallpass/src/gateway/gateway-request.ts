import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Client } from '../operation/context.ts'
import type { SignedHead } from '../s3/signed-head.ts'

/** A request to the gateway, its body on its way. */
export interface GatewayRequest {
  /** A UUID of ours. */
  readonly id: string
  readonly head: SignedHead
  /** The request target as on the wire. */
  readonly target: string
  /** By lower-case name. */
  readonly headers: IncomingMessage['headers']
  readonly client: Client
  readonly body: IncomingMessage
  readonly response: ServerResponse
  /** Whether the caller waits for leave to send the body. */
  readonly expectsContinue: boolean
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal
}
