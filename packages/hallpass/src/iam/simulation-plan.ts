import type { RequestContext } from '../policy/request-context.ts'
import type { SimulatedPolicy } from './simulated-policy.ts'
import type { SimulatedResourcePolicy } from './simulated-resource-policy.ts'

/** What is simulated. */
export interface SimulationPlan {
  /** Each is asked about for each resource. */
  readonly actions: readonly string[]
  /** Undefined: `*`. */
  readonly resources: readonly string[] | undefined
  readonly context: RequestContext
  readonly identity: readonly SimulatedPolicy[]
  readonly boundary: SimulatedPolicy | undefined
  readonly resourcePolicy: SimulatedResourcePolicy | undefined
}
