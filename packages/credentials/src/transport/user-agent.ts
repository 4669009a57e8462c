import type { ClientConfig } from './client-config.ts'
import { valueFrom } from './value-from.ts'

/**
 * The header by which the caller tells its name. Pages may not set `user-agent`, and each other header of theirs has to be asked for
 * first, so that in browsers, which all say `Mozilla`, nothing is sent that nobody wants.
 */
export async function userAgentOf({ customUserAgent, userAgentAppId }: ClientConfig): Promise<Record<string, string>> {
  const appId = await valueFrom(userAgentAppId)
  const isBrowser = /^Mozilla/.test(globalThis.navigator?.userAgent)
  // The SDK keeps a list of names with versions.
  const names = [isBrowser ? [] : 'hallpass', customUserAgent ?? [], appId ? `app/${appId}` : []].flat()
  const text = names.map((name) => [name].flat().join('/')).join(' ')
  return text ? { [isBrowser ? 'x-amz-user-agent' : 'user-agent']: text } : {}
}
