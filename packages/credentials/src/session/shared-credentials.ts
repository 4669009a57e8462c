import { endOf } from '../cache/credential-cache.ts'
import type { TabChannel } from '../tabs/tab-channel.ts'
import { underTabLock } from '../tabs/tab-lock.ts'
import type { TabMessage } from '../tabs/tab-message.ts'
import { pause } from '../transport/limited.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { pack, unpack } from './portable-credentials.ts'

/** Live credentials that tabs hand each other: over the channel, never by a store. */
export interface SharedCredentials {
  /** Newer credentials of another tab, where one gives some in time, else those that `load` gets. One tab at a time does so. */
  get(load: () => Promise<CognitoIdentityCredentials>, signal: AbortSignal): Promise<CognitoIdentityCredentials>
  /** Hands over what is at hand. */
  offer(credentials?: CognitoIdentityCredentials): void
  hear(message: TabMessage): void
}

export interface SharingSettings {
  readonly tabs: TabChannel
  readonly clock: SkewClock
  /** The credentials that are at hand. */
  current(): CognitoIdentityCredentials | undefined
  /** Whose credentials are wanted: those of a guest and of the user that he became differ in scope. */
  whose(): { readonly identityId: string | undefined; readonly scope: string }
  adopt(credentials: CognitoIdentityCredentials): void
}

/** How long an answer of another tab is waited for, milliseconds. */
const patience = 100

export function shareCredentials({ tabs, clock, current, whose, adopt }: SharingSettings): SharedCredentials {
  let wake = () => {}

  function offer(credentials = current()): void {
    const message = credentials && pack(credentials, whose().scope)
    if (message) tabs.post(message)
  }

  return {
    offer,
    async get(load, signal) {
      const before = current()
      const { identityId = '', scope } = whose()
      const newer = () => (current() === before ? undefined : current())
      let found: CognitoIdentityCredentials | undefined
      const task = async () => {
        if (!newer()) {
          await pause(patience, signal, (end) => {
            wake = end
            tabs.post({ type: 'request-credentials', identityId, scope })
          })
        }
        found = newer() ?? (await load())
      }
      await underTabLock(`hallpass:${identityId}:${scope}`, task, signal)
      // The task has run, or what it threw was thrown.
      return found as CognitoIdentityCredentials
    },
    hear(message) {
      const { identityId, scope } = whose()
      if (message.type === 'request-credentials' && message.identityId === identityId && message.scope === scope) offer()
      const found = unpack(message, scope, clock)
      const held = current()
      if (!found || found.identityId !== identityId || (held && endOf(found) <= endOf(held))) return
      adopt(found)
      wake()
    },
  }
}
