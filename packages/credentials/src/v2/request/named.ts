import type { Named } from '../aws.ts'
import type { Listener } from '../executor-types.ts'
import { SequentialExecutor } from '../sequential-executor.ts'

/** Listeners by name, in the order in which they run; each with its events. */
export function named<Name extends string>(
  listeners: Readonly<Record<Name, readonly [listener: Listener, ...events: string[]]>>,
): Named<Name> {
  const executor = new SequentialExecutor()
  for (const [name, [listener, ...events]] of Object.entries<readonly [Listener, ...string[]]>(listeners)) {
    for (const event of events) executor.addNamedListener(name, event, listener)
  }
  // Each name was just set on it.
  return executor as Named<Name>
}

/** Marks a listener that calls its last argument when it is done. */
export function asynchronous(listener: Listener): Listener {
  return Object.assign(listener, { _isAsync: true })
}
