import { AWS } from '../aws.ts'
import type { Endpoint } from '../http-types.ts'

export interface ProxyServer {
  readonly endpoint: Endpoint
  /** What it knows its users by, where the address names one. */
  readonly headers: { 'Proxy-Authorization'?: string }
}

/** @param address with or without scheme: `http://user:password@proxy:3128` */
export function proxyAt(address: string): ProxyServer {
  const [, user] = /^(?:\w+:\/\/)?([^/@]*)@/.exec(address) ?? []
  const endpoint = new AWS.Endpoint(user === undefined ? address : address.replace(`${user}@`, ''))
  if (user === undefined) return { endpoint, headers: {} }
  return { endpoint, headers: { 'Proxy-Authorization': `Basic ${Buffer.from(decodeURIComponent(user)).toString('base64')}` } }
}
