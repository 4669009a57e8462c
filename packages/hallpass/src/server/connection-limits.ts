import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isInRange, readIpAddress, readIpRange } from '../policy/ip-range.ts'
import { addressBlock } from './address-block.ts'

/** How many connections a listener holds. */
export interface ConnectionLimits {
  readonly inAll: number
  /** Of one address, or one /64 of IPv6, that is no trusted proxy's; undefined: as many as in all. */
  readonly perAddress: number | undefined
}

export const usualConnectionLimits: ConnectionLimits = { inAll: 20_000, perAddress: undefined }

/** The part of one of several workers: connections are spread evenly over them. */
export function shareOf({ inAll, perAddress }: ConnectionLimits, workers: number): ConnectionLimits {
  return { inAll: Math.ceil(inAll / workers), perAddress: perAddress && Math.ceil(perAddress / workers) }
}

/**
 * Closes connections that are too many as soon as they are accepted.
 * @param trustedProxies addresses and CIDR blocks, over which many callers come
 */
export function limitConnections(server: Server, { inAll, perAddress }: ConnectionLimits, trustedProxies: readonly string[]): void {
  server.maxConnections = inAll
  if (perAddress === undefined) return
  const proxies = trustedProxies.flatMap((text) => readIpRange(text) ?? [])
  const isProxy = (address: string) => {
    const read = readIpAddress(address)
    return read !== undefined && proxies.some((range) => isInRange(read, range))
  }
  const held = new Map<string, number>()
  server.prependListener('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isProxy(remoteAddress)) return
    const block = addressBlock(remoteAddress)
    const count = held.get(block) ?? 0
    if (count >= perAddress) {
      socket.destroy()
      return
    }
    held.set(block, count + 1)
    socket.once('close', () => {
      const left = (held.get(block) ?? 1) - 1
      if (left === 0) held.delete(block)
      else held.set(block, left)
    })
  })
}
