import { isFipsRegion, realRegion } from '../service/real-region.ts'
import { environment } from './environment.ts'
import { currentProfile, readProfiles } from './read-profiles.ts'

/**
 * The region of the surroundings: `AWS_REGION`, else `AMAZON_REGION`, else, where `AWS_SDK_LOAD_CONFIG` asks for it, that of the profile in
 * the shared files.
 */
export function regionOfSurroundings(): string | undefined {
  const region = nameOfRegion()
  return region ? realRegion(region) : undefined
}

/** Whether the endpoints are those of FIPS: the name of the region says so, or `AWS_USE_FIPS_ENDPOINT`. */
export function usesFips(): boolean {
  return isFipsRegion(nameOfRegion() ?? '') || isOn('AWS_USE_FIPS_ENDPOINT')
}

/** Whether the variable says `true`. */
export function isOn(name: string): boolean {
  return environment(name) === 'true'
}

function nameOfRegion(): string | undefined {
  return environment('AWS_REGION') || environment('AMAZON_REGION') || regionOfProfile()
}

function regionOfProfile(): string | undefined {
  if (!environment('AWS_SDK_LOAD_CONFIG')) return undefined
  try {
    return readProfiles().get(currentProfile())?.get('region')
  } catch {
    // No configuration file: then it says nothing.
    return undefined
  }
}
