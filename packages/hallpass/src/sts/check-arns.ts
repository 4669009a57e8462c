import { parseArn } from '../identity/arn.ts'
import { ValidationError } from './errors.ts'

/** Refuses what the model takes for an ARN and is none. Source: AWS General Reference, "Amazon Resource Names". */
export function checkArns(...texts: readonly string[]): void {
  for (const text of texts) {
    if (parseArn(text) === undefined) throw new ValidationError(`${text} is invalid`)
  }
}
