import type { ValueOr } from './client-config.ts'

/** What is configured: the value, or what its function gives. */
export function valueFrom<T>(value: ValueOr<T>): T | Promise<T> {
  // Nothing that is configured so is itself a function.
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value
}
