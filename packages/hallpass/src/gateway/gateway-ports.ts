import type { AuthenticationPorts } from '../authentication/authenticate.ts'
import type { Context, Ports } from '../operation/context.ts'
import type { Decision } from '../policy/decision.ts'
import type { ConditionEntry } from '../s3/condition-keys.ts'
import type { AskedAction } from '../s3/s3-request.ts'
import type { Backend } from './backend/backend.ts'

/** Everything that the gateway needs of the world. */
export interface GatewayPorts extends Ports, AuthenticationPorts {
  readonly backend: Backend
  /** The domain below which hosts name buckets; undefined: path style only. */
  readonly domain: string | undefined
  /** Whose pages may read answers: origins, or `*`. */
  readonly origins: readonly string[]
  /** Keeps what was denied, so that it can be explained by its request's id. */
  readonly recordDenial: (denial: Denial) => Promise<void>
}

export interface Denial {
  readonly ctx: Context
  readonly asked: AskedAction
  readonly conditions: readonly ConditionEntry[]
  readonly decision: Decision
}
