import type { AWSError } from '../executor-types.ts'

/** Stands in for a callback that nobody gave: a failure is not lost in silence. */
export function raise(error?: AWSError): void {
  if (error) throw error
}
