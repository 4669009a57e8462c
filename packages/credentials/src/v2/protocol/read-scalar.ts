import { AWS } from '../aws.ts'

/** A text, number, boolean or time of an answer: whatever the service sent is made one, as the SDK does. Null stays null. */
export function readScalar(type: string | undefined, value: unknown): unknown {
  const isText = !type || type === 'string'
  // What is empty is a text, but no number and no time.
  if (value === null || (value === '' && !isText)) return null
  switch (type) {
    case 'integer':
      return Number.parseInt(String(value), 10)
    case 'boolean':
      return value === true || value === 'true'
    case 'timestamp':
      return typeof value === 'string' || typeof value === 'number' ? AWS.util.date.parseTimestamp(value) : null
    default:
      return value && String(value)
  }
}
