import { ConfigurationError } from '../errors/client-errors.ts'
import type { ClientConfig, Endpoint, EndpointParts } from './client-config.ts'
import { valueFrom } from './value-from.ts'

/** Where a request goes, in the parts that the SDK's request handlers take. */
export interface Address {
  readonly protocol: string
  readonly hostname: string
  readonly port: number | undefined
  readonly path: string
}

export type Service = 'cognito-identity' | 'sts'

/**
 * The address that the configuration gives the service, else AWS's in the region.
 * @throws {ConfigurationError} the endpoint is no address, or there is neither it nor a region
 * @see https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html
 */
export async function endpointOf(service: Service, config: ClientConfig): Promise<Address> {
  const endpoint = await valueFrom(config.endpoint)
  if (endpoint) return addressIn(endpoint)
  const region = (await valueFrom(config.region)) || ''
  if (!/^[a-z\d-]+$/i.test(region)) throw new ConfigurationError(region ? 'Region is no name of a region' : 'Region is missing')
  const isFips = await valueFrom(config.useFipsEndpoint)
  const isDualstack = await valueFrom(config.useDualstackEndpoint)
  return {
    protocol: 'https:',
    hostname: `${service}${isFips ? '-fips' : ''}.${region}.${suffixOf(region, isDualstack)}`,
    port: undefined,
    path: '/',
  }
}

function addressIn(endpoint: Endpoint): Address {
  // A text has no members of these names, and a URL has an `href`.
  const { url = endpoint, protocol = 'https:', hostname, port, path = '/' } = endpoint as EndpointParts
  const text = typeof url === 'object' && !('href' in url) ? `${protocol}//${hostname}${port ? `:${port}` : ''}${path}` : String(url)
  // Not by `URL`: React Native's has no parts.
  const parts = /^(https?:)\/\/([^\s/\\:?#@[\]]+|\[[\da-f:]+\])(?::(\d+))?(\/[^?#]*)?([?#].*)?$/i.exec(text)
  if (!parts) throw new ConfigurationError('`endpoint` is no http or https address')
  return {
    protocol: String(parts[1]).toLowerCase(),
    hostname: String(parts[2]),
    port: parts[3] ? Number(parts[3]) : undefined,
    path: `${parts[4] ?? ''}/`.replace(/\/+$/, '/'),
  }
}

/** Source: the partitions that the SDK's endpoint rules know. */
function suffixOf(region: string, isDualstack: boolean | undefined): string | undefined {
  const own = Object.entries({
    'cn-': 'amazonaws.com.cn api.amazonwebservices.com.cn',
    'eusc-': 'amazonaws.eu api.amazonwebservices.eu',
    'us-iso-': 'c2s.ic.gov api.aws.ic.gov',
    'us-isob-': 'sc2s.sgov.gov api.aws.scloud',
    'us-isof-': 'csp.hci.ic.gov api.aws.hci.ic.gov',
    'eu-isoe-': 'cloud.adc-e.uk api.cloud-aws.adc-e.uk',
  }).find(([prefix]) => region.startsWith(prefix))
  return (own?.[1] ?? 'amazonaws.com api.aws').split(' ')[isDualstack ? 1 : 0]
}
