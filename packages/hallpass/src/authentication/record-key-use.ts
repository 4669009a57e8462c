import type { Logger } from 'pino'
import type { AccessKey } from '../identity/access-key.ts'
import type { CredentialScope } from '../sigv4/authorization.ts'
import type { Store } from '../store/store.ts'

/** Remembers that a user's access key was used, in the background. */
export type RecordKeyUse = (key: AccessKey, scope: CredentialScope) => void

export interface KeyUsePorts {
  readonly store: Pick<Store, 'updateAccessKey'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: Pick<Logger, 'warn'>
}

/** How long a recorded use stands for those after it, milliseconds: not each request is to cost a write. */
const interval = 15 * 60_000

/** Records uses at most once in 15 minutes a key. A use that cannot be recorded is logged, and the next one tries again. */
export function createRecordKeyUse({ store, now, log }: KeyUsePorts): RecordKeyUse {
  const underWay = new Set<string>()

  async function record({ id }: AccessKey, { service, region }: CredentialScope, at: number): Promise<void> {
    underWay.add(id)
    try {
      // Another process may have recorded one meanwhile.
      await store.updateAccessKey(id, (held) => (isDue(held, at) ? { ...held, lastUse: { at, service, region } } : held))
    } catch (err) {
      log.warn({ err }, 'use of an access key not recorded')
    } finally {
      underWay.delete(id)
    }
  }

  return (key, scope) => {
    const at = now()
    if (isDue(key, at) && !underWay.has(key.id)) void record(key, scope, at)
  }
}

/** A use in the future was recorded by a clock that was wrong. */
function isDue({ lastUse }: AccessKey, at: number): boolean {
  return lastUse === undefined || Math.abs(at - lastUse.at) >= interval
}
