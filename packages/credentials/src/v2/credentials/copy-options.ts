import { AWS } from '../aws.ts'
import type { ConfigurationOptions } from '../config-types.ts'

/** The options as they are now, those within options (`httpOptions`, `retryDelayOptions`) too. What is not an option but a thing stays itself. */
export function copyOptions(options: ConfigurationOptions = {}): ConfigurationOptions {
  return Object.fromEntries(Object.entries(AWS.util.copy(options)).map(([name, value]) => [name, copy(value)]))
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  const members = Object.entries(value)
  // A logger, an agent or credentials that somebody wrote as `{ log() {} }`.
  if (members.some(([, member]) => typeof member === 'function')) return value
  return Object.fromEntries(members.map(([name, member]) => [name, copy(member)]))
}
