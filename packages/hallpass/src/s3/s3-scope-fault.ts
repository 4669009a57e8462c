import type { CredentialScope } from '../sigv4/authorization.ts'

/** What is wrong with a credential scope, in S3's words, or undefined. Any region will do. */
export function scopeFault({ date, region, service }: CredentialScope, terminator: string, signedAt: string): string | undefined {
  const day = signedAt.slice(0, 8)
  if (date !== day) return `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${day}".`
  if (!/^[a-z0-9-]+$/.test(region)) return `the region '${region}' is wrong; expecting a region such as 'us-east-1'`
  if (service !== 's3') return `incorrect service "${service}". This endpoint belongs to "s3".`
  return terminator === 'aws4_request' ? undefined : `incorrect terminal "${terminator}". This endpoint uses "aws4_request".`
}
