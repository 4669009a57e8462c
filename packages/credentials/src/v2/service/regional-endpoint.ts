import type { Service } from '../classes.ts'

/** Partition → the end of its host names. A partition is what a region's name has before its last two parts, `cn` of `cn-north-1`. */
const suffixes: Readonly<Record<string, string>> = {
  cn: 'amazonaws.com.cn',
  'eu-isoe': 'cloud.adc-e.uk',
  'us-iso': 'c2s.ic.gov',
  'us-isob': 'sc2s.sgov.gov',
  'us-isof': 'csp.hci.ic.gov',
}
/** FIPS hosts of the partitions that have their own. */
const fipsSuffixes: Readonly<Record<string, string>> = {
  cn: suffixes['cn'] ?? '',
  'us-iso': suffixes['us-iso'] ?? '',
  'us-isob': suffixes['us-isob'] ?? '',
}

/** Where the service is in its region, as AWS names hosts: kept as what the configuration does not say. */
export function configureEndpoint(service: Service): void {
  const { api, config } = service
  const { endpoint, ...global } = endpointOf(api.endpointPrefix, partitionOf(config.region), config)
  service.isGlobalEndpoint = 'signingRegion' in global
  if (global.signingRegion) service.signingRegion = global.signingRegion

  const members = { endpoint, signatureVersion: 'v4', ...global }
  for (const [key, value] of Object.entries(members)) {
    if ((Reflect.get(config, key) ?? undefined) === undefined) Reflect.set(config, key, value)
  }
}

type Variant = { useFipsEndpoint?: boolean | undefined; useDualstackEndpoint?: boolean | undefined }

function endpointOf(prefix: string, partition: string, variant: Variant): { endpoint: string; signingRegion?: string } {
  const isGovernmentSts = prefix === 'sts' && partition === 'us-gov'
  const fips = variant.useFipsEndpoint ? '-fips' : ''
  if (variant.useDualstackEndpoint) {
    return { endpoint: `{service}${fips}.{region}.${partition === 'cn' ? 'api.amazonwebservices.com.cn' : 'api.aws'}` }
  }
  if (fips) return { endpoint: `{service}${isGovernmentSts ? '' : fips}.{region}.${fipsSuffixes[partition] ?? 'amazonaws.com'}` }
  const suffix = suffixes[partition]
  if (suffix) return { endpoint: `{service}.{region}.${suffix}` }
  if (prefix === 'sts' && !isGovernmentSts) return { endpoint: 'https://{service}.amazonaws.com', signingRegion: 'us-east-1' }
  return { endpoint: '{service}.{region}.amazonaws.com' }
}

function partitionOf(region: string | null | undefined): string {
  return region?.split('-').slice(0, -2).join('-') ?? ''
}
