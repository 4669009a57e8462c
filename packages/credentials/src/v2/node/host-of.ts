import type { Endpoint } from '../http-types.ts'

/** The name or address to connect to: addresses of IPv6 have brackets in URLs alone. */
export function hostOf({ hostname }: Endpoint): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
