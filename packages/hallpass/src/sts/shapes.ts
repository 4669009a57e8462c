import { integer, list, pattern, string, structure } from '../operation/shape.ts'

// The shapes that operations share, with the constraints of the model (botocore sts/2011-06-15).

export const arn = string({
  min: 20,
  max: 2048,
  pattern: pattern('[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+'),
})
export const roleSessionName = string({ min: 2, max: 64, pattern: pattern('[\\w+=,.@-]*') })
export const roleDurationSeconds = integer({ min: 900, max: 43_200 })
export const sessionPolicy = string({ min: 1, max: 2048, pattern: pattern('[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+') })
/** The model knows no upper limit and lets `arn` be left out; the API reference says ten, and a policy without a name is none. */
export const policyArns = list(structure({ arn }), { max: 10 })
