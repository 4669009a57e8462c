import { createHash, createHmac } from 'node:crypto'
import type { CredentialScope } from './authorization.ts'

/**
 * The signature of a canonical request: 64 lower-case hex digits.
 * @param date `YYYYMMDDTHHMMSSZ`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signature(canonicalRequest: string, date: string, scope: CredentialScope, secretAccessKey: string): string {
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`
  const hash = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex')
  const stringToSign = `AWS4-HMAC-SHA256\n${date}\n${scopeText}\n${hash}`
  return hmac(signingKey(scope, secretAccessKey), stringToSign).toString('hex')
}

function signingKey(scope: CredentialScope, secretAccessKey: string): Buffer {
  const dateKey = hmac(Buffer.from(`AWS4${secretAccessKey}`), scope.date)
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest()
}
