import type { Login } from './login.ts'

/** How many logins one identity holds at most. Source: Amazon Cognito quotas. */
export const maxLogins = 20

/**
 * One user of a pool. Without logins and enabled it is a guest; it becomes authenticated with its first login, and disabled
 * when another identity takes it in or its last login goes. There is no way back.
 */
export interface Identity {
  /** `REGION:UUID` */
  readonly id: string
  readonly poolId: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Milliseconds since the epoch; changes on link, unlink and merge. */
  readonly modifiedAt: number
  readonly disabled: boolean
  readonly logins: readonly Login[]
}

export function isGuest(identity: Identity): boolean {
  return !identity.disabled && identity.logins.length === 0
}
