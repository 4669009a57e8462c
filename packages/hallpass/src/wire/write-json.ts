import type { ServiceError } from '../operation/service-error.ts'

/**
 * The JSON 1.1 body of an operation's output: dates as seconds since the epoch with milliseconds as a fraction, maps as objects,
 * undefined members left out. An operation without output has an empty body.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function writeJson(output: unknown): string {
  return output === undefined ? '' : JSON.stringify(jsonValue(output))
}

/** The JSON 1.1 body of an error. Access is denied by the front door, which spells its member with a capital. */
export function writeJsonError(error: ServiceError): string {
  const member = error.type === 'AccessDeniedException' ? 'Message' : 'message'
  return JSON.stringify({ __type: error.type, ...(error.message !== '' && { [member]: error.message }) })
}

function jsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, member]) => [key, jsonValue(member)]))
  if (Array.isArray(value)) return value.map(jsonValue)
  if (typeof value !== 'object' || value === null) return value
  const members: Record<string, unknown> = {}
  // The names are our operations' own; those of callers are keys of maps.
  for (const [name, member] of Object.entries(value)) members[name] = jsonValue(member)
  return members
}
