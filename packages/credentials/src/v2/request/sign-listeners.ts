import { AWS } from '../aws.ts'
import type { Listener } from '../executor-types.ts'
import type { Request } from '../service-types.ts'
import { signRequest } from '../sign/sign-request.ts'
import { encodeUtf8 } from '../utf8.ts'
import { asynchronous } from './named.ts'

export function SET_CONTENT_LENGTH(request: Request): void {
  // The SDK's own listeners of this event stop at the first error, and so do those that applications add.
  request.haltHandlersOnError()
  const { headers, body } = request.httpRequest
  // A listener of `build` may have set bytes.
  headers['Content-Length'] ??= (typeof body === 'string' ? encodeUtf8(body) : (body ?? [])).length
}

export function SET_HTTP_HOST({ httpRequest }: Request): void {
  httpRequest.headers['Host'] = httpRequest.endpoint.host
}

/** Signs with the credentials of this moment: each attempt anew. */
export const SIGN: Listener = asynchronous((request: Request, done: () => void) => {
  const { service, httpRequest, response } = request
  const version = service.config.signatureVersion || service.api.signatureVersion || service.api.operations?.[request.operation]?.authtype
  if (!version) return done()
  const finish = (error: unknown) => {
    // Errors of credentials and of signing alike are shown as they are.
    if (error) response.error = error as typeof response.error
    done()
  }
  service.config.getCredentials((error, credentials) => {
    if (error || !credentials) return finish(error)
    if (version !== 'v4') return finish(AWS.util.error(new Error(`Unknown signing version ${version}`), { code: 'ConfigError' }))
    const date = service.getSkewCorrectedDate()
    request.signedAt = date
    signRequest(httpRequest, credentials, { service: service.getSigningName(), region: httpRequest.region ?? '', date }, finish)
  })
})
