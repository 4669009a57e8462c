import type { Endpoint } from '../http-types.ts'
import type { Request } from '../service-types.ts'

/**
 * Whether a request may go to another address. To another origin it may not when it carries what a stranger could use: tokens of logins,
 * an OpenID token, or the session token of the credentials that signed it.
 */
export function mayFollow({ httpRequest, params }: Request, to: Endpoint): boolean {
  const from = httpRequest.endpoint
  const sameOrigin = from.protocol === to.protocol && from.hostname === to.hostname && from.port === to.port
  return sameOrigin || !(carries(httpRequest.headers, /^x-amz-security-token$/i) || carries(params, /^Logins$|^(?!Next)\w*Token$/))
}

function carries(members: object, secret: RegExp): boolean {
  return Object.entries(members).some(([name, value]) => secret.test(name) && value != null)
}
