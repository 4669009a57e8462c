import { encodeBase32 } from '../session/base32.ts'

/** A unique id of 21 characters: a role's, a user's or a managed policy's. Source: IAM user guide, "Unique identifiers". */
export function makeUniqueId(prefix: 'AROA' | 'AIDA' | 'ANPA', random: (bytes: number) => Uint8Array): string {
  return prefix + encodeBase32(random(11)).slice(0, 17)
}
