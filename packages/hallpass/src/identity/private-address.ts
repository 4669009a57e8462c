/** Blocks of addresses that no host of the public internet has. Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890). */
const privateBlocks: readonly (readonly [block: readonly [number, number, number, number], bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[224, 0, 0, 0], 3],
]

/**
 * Whether a URL names a host of a private network or of this machine: by a literal address, or by a name below `localhost`. Other
 * names are not looked up: what they lead to may change from one moment to the next.
 */
export function isPrivateAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const hostname = new URL(address).hostname.replace(/\.$/, '')
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true
  return hostname.startsWith('[') ? isPrivateV6(hostname.slice(1, -1)) : isPrivateV4(hostname)
}

/** The URL parser has brought every spelling of an IPv4 address into four decimal numbers. */
function isPrivateV4(hostname: string): boolean {
  if (!/^\d+(\.\d+){3}$/.test(hostname)) return false
  const value = toNumber(hostname.split('.').map(Number))
  return privateBlocks.some(([block, bits]) => value >>> (32 - bits) === toNumber(block) >>> (32 - bits))
}

/** Loopback, unspecified, unique local, link-local, multicast, and addresses that hold one of IPv4. Source: RFC 4291, RFC 4193, RFC 6052. */
function isPrivateV6(hostname: string): boolean {
  if (!hostname.startsWith('::')) return /^(?:f[cdef]|64:ff9b:)/.test(hostname)
  // Everything in ::/8 is reserved: `::`, `::1`, `::ffff:a.b.c.d` and their like.
  return true
}

function toNumber(bytes: readonly number[]): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0)
}
