import { serverExpirationOf, shiftExpiration } from '../identity/shift-expiration.ts'
import type { TabChannel } from '../tabs/tab-channel.ts'
import { underTabLock } from '../tabs/tab-lock.ts'
import type { TabMessage } from '../tabs/tab-message.ts'
import { pause } from '../transport/limited.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'

/** Live credentials that tabs hand each other: over the channel, never by a store. */
export interface SharedCredentials {
  /** Newer credentials of another tab, where one gives some in time, else those that `load` gets. One tab at a time does so. */
  get(load: () => Promise<CognitoIdentityCredentials>, signal: AbortSignal): Promise<CognitoIdentityCredentials>
  offer(credentials: CognitoIdentityCredentials | undefined): void
  hear(message: TabMessage): void
}

export interface SharingSettings {
  readonly tabs: TabChannel
  readonly clock: SkewClock
  /** The credentials that are at hand. */
  current(): CognitoIdentityCredentials | undefined
  /** Whose credentials are wanted: of a guest and of the user that he became, they differ in scope. */
  whose(): { readonly identityId: string | undefined; readonly scope: string }
  adopt(credentials: CognitoIdentityCredentials): void
}

/** How long an answer of another tab is waited for, milliseconds. */
const patience = 100
/** How long credentials must live to be worth handing over, milliseconds. */
const margin = 60_000

export function shareCredentials({ tabs, clock, current, whose, adopt }: SharingSettings): SharedCredentials {
  let wake = () => {}

  const offer = (credentials = current()) => {
    const { identityId, scope } = whose()
    const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {}
    const expiration = credentials && serverExpirationOf(credentials)
    if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration || identityId !== credentials?.identityId) return
    tabs.post({ type: 'credentials', identityId, scope, accessKeyId, secretAccessKey, sessionToken, expiration })
  }

  return {
    offer,
    async get(load, signal) {
      const before = current()
      const { identityId, scope } = whose()
      let credentials: CognitoIdentityCredentials | undefined
      await underTabLock(
        `hallpass:${identityId}:${scope}`,
        async () => {
          if (identityId && current() === before) {
            const woken = new Promise<void>((resolve) => {
              wake = resolve
            })
            tabs.post({ type: 'request-credentials', identityId, scope })
            await Promise.race([woken, pause(patience, signal)])
          }
          const newer = current()
          credentials = newer && newer !== before ? newer : await load()
        },
        signal,
      )
      // The task has run, or what it threw was thrown.
      return credentials as CognitoIdentityCredentials
    },
    hear(message) {
      if (message.type !== 'credentials' && message.type !== 'request-credentials') return
      const { identityId, scope } = whose()
      if (message.identityId !== identityId || message.scope !== scope) return
      if (message.type === 'request-credentials') return offer()
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = message
      const known = current()
      if (expiration <= Math.max((known && serverExpirationOf(known)) ?? 0, clock.now() + margin)) return
      adopt(shiftExpiration({ identityId, accessKeyId, secretAccessKey, sessionToken }, new Date(expiration), clock))
      wake()
    },
  }
}
