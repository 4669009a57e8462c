import type { ClientConfig } from './client-config.ts'
import { valueFrom } from './value-from.ts'

/**
 * The header by which the caller tells its name. Pages may not set `user-agent`, and each other header of theirs has to be asked for
 * first, so that in browsers nothing is sent that nobody wants.
 */
export async function userAgentOf({ customUserAgent = [], userAgentAppId }: ClientConfig): Promise<Record<string, string>> {
  const appId = await valueFrom(userAgentAppId)
  const names = typeof customUserAgent === 'string' ? [customUserAgent] : customUserAgent.map((name) => name.filter(Boolean).join('/'))
  if (appId) names.push(`app/${appId}`)
  const isBrowser = /^Mozilla/.test(runtimeName())
  if (!isBrowser) names.unshift('hallpass-credentials')
  const text = names.join(' ').replace(/[^ -~]/g, '-')
  return text ? { [isBrowser ? 'x-amz-user-agent' : 'user-agent']: text } : {}
}

/** What the runtime calls itself; browsers have said `Mozilla` since the first ones, and so do their workers. */
export function runtimeName(): string {
  return typeof navigator === 'object' ? navigator.userAgent : ''
}
