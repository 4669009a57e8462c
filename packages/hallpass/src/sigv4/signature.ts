import { createHash, createHmac } from 'node:crypto'
import type { CredentialScope } from './authorization.ts'

/**
 * The signature of a canonical request: 64 lower-case hex digits.
 * @param key a {@link signingKey}
 * @param date `YYYYMMDDTHHMMSSZ`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signature(key: Uint8Array, canonicalRequest: string, date: string, scope: CredentialScope): string {
  const hash = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex')
  return signText(`AWS4-HMAC-SHA256\n${date}\n${scopeText(scope)}\n${hash}`, key)
}

/** What a secret signs with on one day, in one region, for one service. */
export function signingKey(scope: CredentialScope, secretAccessKey: string): Uint8Array {
  const dateKey = hmac(Buffer.from(`AWS4${secretAccessKey}`), scope.date)
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request')
}

/** The signature of a string to sign: 64 lower-case hex digits. */
export function signText(stringToSign: string, key: Uint8Array): string {
  return hmac(key, stringToSign).toString('hex')
}

/** `20260101/us-east-1/s3/aws4_request` */
export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest()
}
