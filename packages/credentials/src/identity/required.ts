import { ConfigurationError } from '../errors/client-errors.ts'

/**
 * The id that a provider cannot do without.
 * @throws {ConfigurationError} it is missing; the message says where it goes
 */
export function required(name: 'identityPoolId' | 'identityId', value: unknown): asserts value is string {
  if (typeof value === 'string' && value !== '') return
  throw new ConfigurationError(
    `${name} is missing: pass { ${name}: 'REGION:UUID' } to the provider itself, beside client and clientConfig.`,
  )
}
