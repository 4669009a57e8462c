/** A text, number or boolean of the parameters as it is sent; where validation is off, whatever the application gave. */
export function writeScalar(type: string | undefined, value: unknown): unknown {
  if (type === 'integer') return Number.parseInt(String(value), 10)
  return type === 'float' ? Number.parseFloat(String(value)) : value
}
