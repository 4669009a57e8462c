import { createHash, createHmac } from 'node:crypto'
import type { CredentialScope } from './authorization.ts'

/**
 * The signature of a canonical request: 64 lower-case hex digits.
 * @param date `YYYYMMDDTHHMMSSZ`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signature(canonicalRequest: string, date: string, scope: CredentialScope, secretAccessKey: string): string {
  return signatureBy(signingKey(scope, secretAccessKey), canonicalRequest, date, scope)
}

/** The same, by a {@link signingKey}. */
export function signatureBy(key: Buffer, canonicalRequest: string, date: string, scope: CredentialScope): string {
  const hash = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex')
  return signText(`AWS4-HMAC-SHA256\n${date}\n${scopeText(scope)}\n${hash}`, key)
}

/** What a secret signs with on one day, in one region, for one service. */
export function signingKey(scope: CredentialScope, secretAccessKey: string): Buffer {
  const dateKey = hmac(Buffer.from(`AWS4${secretAccessKey}`), scope.date)
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request')
}

/** The signature of a string to sign: 64 lower-case hex digits. */
export function signText(stringToSign: string, key: Buffer): string {
  return hmac(key, stringToSign).toString('hex')
}

/** `20260101/us-east-1/s3/aws4_request` */
export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest()
}
