import type { ConfigurationOptions } from '../config-types.ts'

/** Replaces the names of pseudo regions (`fips-us-east-1`, `aws-global`) in the options by that of the region which they stand for. */
export function useRealRegion(config: ConfigurationOptions): void {
  const { region } = config
  if (typeof region !== 'string') return
  const isFips = isFipsRegion(region)
  if (isFips) config.useFipsEndpoint = true
  if (isFips || /^aws-(us-gov-)?global$/.test(region)) config.region = realRegion(region)
}

/** Whether the name is that of the FIPS endpoints of a region. */
export function isFipsRegion(region: string): boolean {
  return region.startsWith('fips-') || region.endsWith('-fips')
}

/** The region behind a pseudo region; any other is handed back. */
export function realRegion(region: string): string {
  if (/^((fips-)?aws-global|aws-fips)$/.test(region)) return 'us-east-1'
  if (/^(fips-)?aws-us-gov-global$/.test(region)) return 'us-gov-west-1'
  return region.replace(/fips-(dkr-|prod-)?|-fips/, '')
}
