import { readIpAddress } from '../policy/ip-range.ts'

/** Groups of IPv6 that one subscriber has: a /64. Source: RFC 6177, section 2. */
const groups = 4

/**
 * What counts as one address: of IPv4 the address, of IPv6 its /64, within which a host takes what it likes.
 * @param address what is none is kept as it is
 */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address
  const bytes = readIpAddress(address)
  if (bytes === undefined) return address
  if (bytes.length === 4) return bytes.join('.')
  return `${Buffer.from(bytes.slice(0, groups * 2)).toString('hex')}/64`
}
