import { createHash } from 'node:crypto'
import { encodeBase32 } from './base32.ts'

/** The `AROA…` id (21 characters) of a role that IAM does not hold: derived from its ARN, so that it is the same everywhere and always. */
export function roleIdOf(roleArn: string): string {
  return `AROA${encodeBase32(createHash('sha256').update(roleArn).digest()).slice(0, 17)}`
}
