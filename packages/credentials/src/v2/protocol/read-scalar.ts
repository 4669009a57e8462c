import { AWS } from '../aws.ts'

/** A text, number, boolean or time of an answer: whatever the service sent is made one, as the SDK does. Null stays null. */
export function readScalar(type: string | undefined, value: unknown): unknown {
  if (value === null) return null
  switch (type) {
    case 'integer':
      return Number.parseInt(String(value), 10)
    case 'float':
      return Number.parseFloat(String(value))
    case 'boolean':
      return value === true || value === 'true'
    case 'timestamp':
      return typeof value === 'string' || typeof value === 'number' ? AWS.util.date.parseTimestamp(value) : null
    default:
      return value && String(value)
  }
}
