import { s3CanonicalRequest } from '../../s3/s3-canonical-request.ts'
import type { CredentialScope } from '../../sigv4/authorization.ts'
import { basicDate } from '../../sigv4/request-date.ts'
import { scopeText, signature } from '../../sigv4/signature.ts'
import type { BackendRequest } from './backend.ts'

export interface BackendKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

/**
 * The headers of a request to the store, its signature among them.
 * @param host the store's, with its port
 * @param now milliseconds since the epoch
 */
export function signBackendRequest(request: BackendRequest, host: string, key: BackendKey, now: number): Record<string, string> {
  const { method, target, contentSha256 } = request
  const date = basicDate(now)
  const scope: CredentialScope = { date: date.slice(0, 8), region: key.region, service: 's3' }
  const headers = { ...Object.fromEntries(request.headers), host, 'x-amz-date': date, 'x-amz-content-sha256': contentSha256 }
  const signedHeaders = Object.keys(headers).sort()
  const canonical = s3CanonicalRequest({ method, ...target, headers: Object.entries(headers) }, signedHeaders, contentSha256)
  const signed = signature(canonical, date, scope, key.secretAccessKey)
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scopeText(scope)}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signed}`
  return { ...headers, authorization }
}
