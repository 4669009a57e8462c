import { endOf } from '../cache/credential-cache.ts'
import { shiftExpiration } from '../identity/shift-expiration.ts'
import type { TabMessage } from '../tabs/tab-message.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import type { SessionOptions } from './session.ts'
import type { Standing } from './standing.ts'

/** Credentials on their way to another tab, or to the next page. */
export type PortableCredentials = Extract<TabMessage, { readonly type: 'credentials' }>

/** How long credentials must still live to be of use to others, milliseconds: in their last minute new ones are waited for. */
const margin = 60_000

/** What credentials depend on besides the identity. */
export function scopeOf({ logins }: Standing, { customRoleArn, flow, roleArn, sessionPolicy, policyArns }: SessionOptions): string {
  return JSON.stringify([Object.keys(logins).sort(), customRoleArn, flow, roleArn, sessionPolicy, policyArns])
}

/** @param scope what the credentials depend on besides the identity; those without an end go nowhere */
export function pack(credentials: CognitoIdentityCredentials, scope: string): PortableCredentials | undefined {
  const { sessionToken } = credentials
  const expiration = endOf(credentials)
  return sessionToken && expiration ? { ...credentials, type: 'credentials', scope, sessionToken, expiration } : undefined
}

/** The credentials in a message; undefined where there are none, or none of this scope, or none that live long enough. */
export function unpack(message: TabMessage | undefined, scope: string, clock: SkewClock): CognitoIdentityCredentials | undefined {
  if (message?.type !== 'credentials' || message.scope !== scope || message.expiration - margin <= clock.now()) return undefined
  const { type: _type, scope: _scope, expiration, ...keys } = message
  return shiftExpiration(keys, expiration, clock)
}
