import { s3CanonicalRequest } from '../../s3/s3-canonical-request.ts'
import type { CredentialScope } from '../../sigv4/authorization.ts'
import { basicDate } from '../../sigv4/request-date.ts'
import { scopeText, signature, signingKey } from '../../sigv4/signature.ts'
import type { BackendRequest } from './backend.ts'

export interface BackendKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

/** The headers of a request to the store, its signature among them. */
export type SignBackendRequest = (request: BackendRequest) => Record<string, string>

/**
 * @param host the store's, with its port
 * @param now milliseconds since the epoch
 */
export function createBackendSigner(host: string, key: BackendKey, now: () => number): SignBackendRequest {
  // What signs is the same all day.
  let day = ''
  let daily: Uint8Array = new Uint8Array()
  return (request) => {
    const { method, target, contentSha256 } = request
    const date = basicDate(now())
    const scope: CredentialScope = { date: date.slice(0, 8), region: key.region, service: 's3' }
    if (day !== scope.date) {
      day = scope.date
      daily = signingKey(scope, key.secretAccessKey)
    }
    const headers = Object.assign(Object.fromEntries(request.headers), { host, 'x-amz-date': date, 'x-amz-content-sha256': contentSha256 })
    const signedHeaders = Object.keys(headers).sort()
    const canonical = s3CanonicalRequest({ method, ...target, headers: Object.entries(headers) }, signedHeaders, contentSha256)
    const signed = signature(daily, canonical, date, scope)
    const credential = `${key.accessKeyId}/${scopeText(scope)}`
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signed}`
    return Object.assign(headers, { authorization })
  }
}
