import { ConfigurationError } from '../errors/client-errors.ts'

/**
 * What a provider cannot do without.
 * @throws {ConfigurationError} it is missing; the message says where it goes
 */
export function required(name: 'identityPoolId' | 'identityId' | 'roleArn', value: unknown): asserts value is string {
  if (!value || typeof value !== 'string') throw new ConfigurationError(`${name} is missing: pass it beside clientConfig, not inside`)
}
