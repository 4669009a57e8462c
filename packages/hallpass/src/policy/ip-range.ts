/** An IPv4 address has 4 bytes, an IPv6 address 16; an IPv4 address that is mapped into IPv6 is an IPv4 address. */
export type IpAddress = readonly number[]

/** All addresses of the family whose first `prefix` bits are those of the address. */
export interface IpRange {
  readonly address: IpAddress
  readonly prefix: number
}

/** Reads `203.0.113.7`, `2001:db8::7`, `::ffff:203.0.113.7`; undefined where the text is no address. Source: RFC 4291, section 2.2. */
export function readIpAddress(text: string): IpAddress | undefined {
  const address = readAsWritten(text)
  return address !== undefined && isMapped(address) ? address.slice(12) : address
}

/** Reads an address or a range in CIDR form; undefined where the text is neither. Source: RFC 4632, section 3.1. */
export function readIpRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/')
  const address = readAsWritten(slash < 0 ? text : text.slice(0, slash))
  if (address === undefined) return undefined
  const bits = address.length * 8
  const prefix = slash < 0 ? bits : readPrefix(text.slice(slash + 1))
  if (prefix === undefined || prefix > bits) return undefined
  return isMapped(address) && prefix >= 96 ? { address: address.slice(12), prefix: prefix - 96 } : { address, prefix }
}

export function isInRange(address: IpAddress, range: IpRange): boolean {
  if (address.length !== range.address.length) return false
  return address.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, range.prefix - index * 8))
    return byte >> (8 - bits) === (range.address[index] ?? 0) >> (8 - bits)
  })
}

function readPrefix(text: string): number | undefined {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : undefined
}

function readAsWritten(text: string): IpAddress | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text)
}

function readIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.', 5)
  // A leading zero is refused: some read it as octal.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined
  const bytes = parts.map(Number)
  return bytes.every((byte) => byte <= 255) ? bytes : undefined
}

function readIpv6(text: string): IpAddress | undefined {
  if (text.length > 45) return undefined
  const [before = '', after, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const head = readGroups(before, after === undefined)
  const tail = after === undefined ? [] : readGroups(after, true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 16 - head.length - tail.length
  if (after === undefined ? missing !== 0 : missing < 2) return undefined
  return [...head, ...new Array<number>(missing).fill(0), ...tail]
}

/** The bytes of groups between colons, of which the last may be an IPv4 address at the end of an address. */
function readGroups(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [index, group] of groups.entries()) {
    const ipv4 = isEnd && index === groups.length - 1 && group.includes('.') ? readIpv4(group) : undefined
    if (ipv4 !== undefined) bytes.push(...ipv4)
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff)
    else return undefined
  }
  return bytes
}

function isMapped(address: IpAddress): boolean {
  return address.length === 16 && address.every((byte, index) => index >= 12 || byte === (index < 10 ? 0 : 0xff))
}
