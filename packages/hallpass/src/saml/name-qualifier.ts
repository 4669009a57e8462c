import { createHash } from 'node:crypto'

/**
 * `NameQualifier`: with the name ID it tells users of all providers apart: base64 of SHA-1 over issuer, account and `/` with the provider's name.
 * Source: AWS STS API reference, "AssumeRoleWithSAML".
 */
export function nameQualifier(issuer: string, accountId: string, providerName: string): string {
  return createHash('sha1').update(`${issuer}${accountId}/${providerName}`).digest('base64')
}
