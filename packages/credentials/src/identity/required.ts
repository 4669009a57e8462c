import { ConfigurationError } from '../errors/client-errors.ts'

const examples = { identityPoolId: 'REGION:UUID', identityId: 'REGION:UUID', roleArn: 'arn:aws:iam::ACCOUNT:role/NAME' }

/**
 * What a provider cannot do without.
 * @throws {ConfigurationError} it is missing; the message says where it goes
 */
export function required(name: keyof typeof examples, value: unknown): asserts value is string {
  if (typeof value === 'string' && value !== '') return
  throw new ConfigurationError(
    `${name} is missing: pass { ${name}: '${examples[name]}' } to the provider itself, beside client and clientConfig.`,
  )
}
