import { integer, list, optional, pattern, string, structure } from '../operation/shape.ts'

// The shapes that operations share, with the constraints of the model (botocore sts/2011-06-15).

export const arn = string({
  min: 20,
  max: 2048,
  pattern: pattern('[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+'),
})
export const roleSessionName = string({ min: 2, max: 64, pattern: pattern('[\\w+=,.@-]*') })
export const roleDurationSeconds = integer({ min: 900, max: 43_200 })
/** Of sessions that are not a role's. */
export const durationSeconds = integer({ min: 900, max: 129_600 })
const policyText = pattern('[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+')
export const sessionPolicy = string({ min: 1, max: 2048, pattern: policyText })
/** That of AssumeRole: its length is left to the rule for all session policies of a request together. */
export const unrestrictedSessionPolicy = string({ min: 1, pattern: policyText })
/** The model knows no upper limit and lets `arn` be left out; the API reference says ten, and a policy without a name is none. */
export const policyArns = list(structure({ arn }), { max: 10 })
const tagKey = string({ min: 1, max: 128, pattern: pattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+') })
const tagValue = string({ min: 0, max: 256, pattern: pattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*') })
export const tags = list(structure({ Key: tagKey, Value: tagValue }), { max: 50 })
export const transitiveTagKeys = list(tagKey, { max: 50 })
export const sourceIdentity = string({ min: 2, max: 64, pattern: pattern('[\\w+=,.@-]*') })
/** Of a device for a second factor, and the code that it shows. */
export const secondFactor = {
  SerialNumber: optional(string({ min: 9, max: 256, pattern: pattern('[\\w+=/:,.@-]*') })),
  TokenCode: optional(string({ min: 6, max: 6, pattern: pattern('[\\d]*') })),
} as const
