import type { AddressInfo } from 'node:net'

/** `http://HOST:PORT`: where a listener is reached from this machine. */
export function listeningUrl(host: string, address: AddressInfo | string | null): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const port = typeof address === 'object' && address !== null ? `:${address.port}` : ''
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}${port}`
}
