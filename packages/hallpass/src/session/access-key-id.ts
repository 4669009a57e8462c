import { decodeBase32, encodeBase32 } from './base32.ts'

/** Bit 0 of the ten bytes: ids of the newer generation, which encode their account. */
const newGeneration = 2 ** 47

/**
 * An access key id of 20 characters: `ASIA` (temporary) or `AKIA` (lasting), then ten bytes in base32: one bit for the generation,
 * 40 for the account number, 39 random ones. Source: IAM user guide, "Unique identifiers"; the layout is as observed.
 * @param accountId twelve digits
 */
export function makeAccessKeyId(prefix: 'ASIA' | 'AKIA', accountId: string, random: (bytes: number) => Uint8Array): string {
  const bytes = Buffer.from(random(10))
  bytes.writeUIntBE(newGeneration + Number(accountId) * 2 ** 7 + (bytes.readUInt8(5) & 0x7f), 0, 6)
  return prefix + encodeBase32(bytes)
}

/** The account (twelve digits) that an access key id encodes; undefined when it encodes none. It does not say that the key exists. */
export function accountOfAccessKeyId(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined
  const bytes = decodeBase32(accessKeyId.slice(4))
  if (bytes === undefined) return undefined
  const head = Buffer.from(bytes).readUIntBE(0, 6)
  const account = String(Math.floor((head - newGeneration) / 2 ** 7)).padStart(12, '0')
  return head >= newGeneration && account.length === 12 ? account : undefined
}
