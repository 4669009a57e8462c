import type { Context } from '../operation/context.ts'
import type { ConditionEntry } from '../operation/operation.ts'

/** The condition keys that every request has, signed or not. Source: IAM user guide, "AWS global condition context keys". */
export function clientKeys({ client, region, now }: Pick<Context, 'client' | 'region' | 'now'>): readonly ConditionEntry[] {
  return [
    ['aws:SourceIp', client.sourceIp],
    ['aws:SecureTransport', String(client.isSecure)],
    ...timeKeys(now()),
    ['aws:UserAgent', client.userAgent],
    ['aws:Referer', client.referer],
    ['aws:RequestedRegion', region],
  ]
}

/**
 * Of these, what our clock says.
 * @param now milliseconds since the epoch
 */
export function timeKeys(now: number): readonly ConditionEntry[] {
  const seconds = Math.floor(now / 1000)
  if (seconds !== said.seconds) said = { seconds, keys: keysOf(seconds) }
  return said.keys
}

/** Most requests share their second with others. */
let said: { readonly seconds: number; readonly keys: readonly ConditionEntry[] } = { seconds: 0, keys: keysOf(0) }

function keysOf(seconds: number): readonly ConditionEntry[] {
  return [
    ['aws:CurrentTime', new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')],
    ['aws:EpochTime', String(seconds)],
  ]
}
