import { isLoopback } from '../identity/issuer.ts'
import { ValidationError } from './errors.ts'

/**
 * The URL of an OpenID Connect provider as it is kept: a host, in lower case, and a path, as given. Over plain http and with a port it
 * must be a loopback host. Any other spelling than the plain one is refused: tokens carry the issuer character for character.
 * Source: IAM API reference, CreateOpenIDConnectProvider; OpenID Connect Discovery 1.0, section 2. Loopback is our addition.
 */
export function readProviderUrl(text: string): string {
  const [, scheme, authority, path] = /^(https?:\/\/)([^/?#@\\]+)(\/[^?#\\]*)?$/.exec(text) ?? []
  if (scheme === undefined || authority === undefined || !URL.canParse(text)) throw invalidUrl()
  const host = authority.toLowerCase()
  const { hostname, href } = new URL(text)
  if (href !== `${scheme}${host}${path ?? '/'}`) throw invalidUrl()
  if ((scheme === 'http://' || host !== hostname) && !isLoopback(text)) throw invalidUrl()
  return `${scheme}${host}${path ?? ''}`
}

function invalidUrl(): ValidationError {
  return new ValidationError('Invalid Open ID Connect Provider URL')
}
