import type { Service } from '../service-types.ts'

/** Partition → the end of its host names. A partition is what a region's name has before its last two parts, `cn` of `cn-north-1`. */
const suffixes: Readonly<Record<string, string>> = {
  cn: 'amazonaws.com.cn',
  'eu-isoe': 'cloud.adc-e.uk',
  'us-iso': 'c2s.ic.gov',
  'us-isob': 'sc2s.sgov.gov',
  'us-isof': 'csp.hci.ic.gov',
}

/** Where the service is in its region, as AWS names hosts: kept as what the configuration does not say. */
export function configureEndpoint(service: Service): void {
  const { api, config } = service
  const { useFipsEndpoint, useDualstackEndpoint } = config
  const partition = config.region?.split('-').slice(0, -2).join('-') ?? ''
  const isGovernmentSts = api.endpointPrefix === 'sts' && partition === 'us-gov'
  const isVariant = useFipsEndpoint || useDualstackEndpoint

  service.isGlobalEndpoint = api.endpointPrefix === 'sts' && !isGovernmentSts && !isVariant && !(partition in suffixes)
  if (service.isGlobalEndpoint) {
    service.signingRegion = 'us-east-1'
    config.endpoint ??= 'https://{service}.amazonaws.com'
    Reflect.set(config, 'signingRegion', service.signingRegion)
  } else {
    const fips = useFipsEndpoint && !(isGovernmentSts && !useDualstackEndpoint) ? '-fips' : ''
    // Two partitions keep their hosts to themselves without FIPS only.
    const own = useFipsEndpoint && /iso[ef]$/.test(partition) ? undefined : suffixes[partition]
    const dualstack = partition === 'cn' ? 'api.amazonwebservices.com.cn' : 'api.aws'
    config.endpoint ??= `{service}${fips}.{region}.${useDualstackEndpoint ? dualstack : (own ?? 'amazonaws.com')}`
  }
  config.signatureVersion ??= 'v4'
}
