import { AWS } from '../aws.ts'
import type { Service } from '../service-types.ts'

type Flag = 'legacy' | 'regional'
const option = 'stsRegionalEndpoints'
const variable = 'AWS_STS_REGIONAL_ENDPOINTS'

/** The service's own option first, in Node then the environment's, then that of `AWS.config`. */
export function regionalFlag({ config, _originalConfig }: Service): Flag | undefined {
  return (
    checked(_originalConfig?.[option], 'InvalidConfiguration', `"${option}" configuration`) ??
    checked(fromEnvironment(), 'InvalidEnvironmentalVariable', `${variable} environmental variable`) ??
    checked(config[option], 'InvalidConfiguration', `"${option}" configuration`)
  )
}

function fromEnvironment(): string | undefined {
  if (!AWS.util.isNode()) return undefined
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[variable]
}

function checked(value: string | undefined, code: string, what: string): Flag | undefined {
  if (!value) return undefined
  const flag = value.toLowerCase()
  if (flag === 'legacy' || flag === 'regional') return flag
  // Two spaces, as applications may know it.
  throw AWS.util.error(new Error(), { code, message: `invalid ${what}. Expect "legacy"  or "regional". Got "${value}".` })
}
