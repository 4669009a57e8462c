import type { Frame } from 'playwright-core'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { CognitoIdentityCredentials } from '../../src/v2/credentials-types.ts'
import type { TestService } from '../service.ts'

declare global {
  interface Window {
    /** At `/v2` and `/sdk-v2`. */
    readonly v2: typeof import('../../src/v2.ts')
    /** At `/sdk-v2` only: the SDK itself. */
    readonly AWS: AwsNamespace
    /** What the page has made. */
    v2Credentials: CognitoIdentityCredentials
  }
}

/** What a page of the v2 half is told. */
export interface V2Given {
  readonly IdentityPoolId: string
  readonly endpoint: string
  readonly Logins?: Record<string, string>
  readonly LoginId?: string
}

/** Whose classes a page uses: ours, or the SDK's. */
export type Half = 'v2' | 'AWS'

export function poolOf({ identityPoolId, url }: Pick<TestService, 'identityPoolId' | 'url'>): V2Given {
  return { IdentityPoolId: identityPoolId, endpoint: url }
}

/** Puts credentials into the global configuration of the page, as an application's first lines do; which identity they found in the store. */
export function makeCredentials(frame: Frame, given: V2Given, half: Half = 'v2'): Promise<string | null | undefined> {
  return frame.evaluate(
    ([{ endpoint, ...params }, name]) => {
      const AWS = name === 'v2' ? window.v2.AWS : window.AWS
      AWS.config.update({ region: 'eu-central-1', cognitoidentity: { endpoint }, sts: { endpoint } })
      window.v2Credentials = new AWS.CognitoIdentityCredentials(params)
      AWS.config.credentials = window.v2Credentials
      return window.v2Credentials.identityId
    },
    [given, half] as const,
  )
}

/** The identity and the key, once the page has them. */
export function getCredentials(frame: Frame): Promise<{ identityId: string; accessKeyId: string; minutesLeft: number }> {
  return frame.evaluate(async () => {
    const credentials = window.v2Credentials
    await credentials.getPromise()
    const { identityId, accessKeyId, expireTime } = credentials
    return { identityId: String(identityId), accessKeyId, minutesLeft: Math.round((Number(expireTime) - Date.now()) / 60_000) }
  })
}

/** What `localStorage` holds. */
export function stored(frame: Frame): Promise<Record<string, string>> {
  return frame.evaluate(() => ({ ...window.localStorage }))
}
