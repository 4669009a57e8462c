import { OutcomeUnknown } from './outcome-unknown.ts'
import { ConnectionLost, WaitedInVain } from './postgres/connection-lost.ts'
import { StoreUnavailable } from './store-unavailable.ts'

/** Whether the database could not be asked, or did not take what was to be written: the same call may succeed later. */
export function isUnavailable(error: unknown): boolean {
  return [StoreUnavailable, OutcomeUnknown, ConnectionLost, WaitedInVain].some((kind) => error instanceof kind)
}
