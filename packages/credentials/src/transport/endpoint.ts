import { ConfigurationError } from '../errors/client-errors.ts'
import type { ClientConfig, EndpointParts } from './client-config.ts'
import { valueFrom } from './value-from.ts'

export type Service = 'cognito-identity' | 'sts'

/**
 * The address that the configuration gives the service, else AWS's in the region; it ends with a slash.
 * @throws {ConfigurationError} the endpoint is no address, or there is neither it nor a region
 * @see https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html
 */
export async function endpointOf(service: Service, config: ClientConfig): Promise<string> {
  const endpoint = (await valueFrom(config.endpoint)) || (await regional(service, config))
  // A text has no such members; a `URL` has some of them, and an `href`.
  const { url = endpoint, href, protocol, hostname, port, path = '' } = endpoint as EndpointParts & { readonly href?: string }
  const address = hostname && !href ? `${protocol}//${hostname}${port ? `:${port}` : ''}${path}` : `${url}`
  if (!/^https?:\/\/[^/]/.test(address)) throw new ConfigurationError('The endpoint is no http address')
  return address.replace(/\/*$/, '/')
}

/** Source: the SDK's endpoint rules. */
async function regional(service: Service, config: ClientConfig): Promise<string> {
  const region = (await valueFrom(config.region)) ?? ''
  // It becomes part of a host's name.
  if (!/^[\w-]+$/.test(region)) throw new ConfigurationError(`Region is missing${region && ' or wrong'}`)
  const isChinese = region.startsWith('cn-')
  const [fips, dualstack] = [await valueFrom(config.useFipsEndpoint), await valueFrom(config.useDualstackEndpoint)]
  const domain = dualstack ? (isChinese ? 'api.amazonwebservices.com' : 'api.aws') : 'amazonaws.com'
  return `https://${service}${fips ? '-fips' : ''}.${region}.${domain}${isChinese ? '.cn' : ''}`
}
