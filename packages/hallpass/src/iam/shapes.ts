import { integer, list, pattern, string, structure } from '../operation/shape.ts'

// The shapes that operations share, with the constraints of the model (botocore iam/2010-05-08).

export const accessKeyId = string({ min: 16, max: 128, pattern: pattern('[\\w]+') })
/** `Expired` is the service's own to set. */
export const accessKeyStatus = string({ values: ['Active', 'Inactive', 'Expired'] })
export const arn = string({ min: 20, max: 2048 })
export const clientId = string({ min: 1, max: 255 })
export const clientIds = list(clientId, { saysNotNull: true })
export const entityType = string({ values: ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] })
/** The name of a user who is there already: the model gives it twice the length of a new one. */
export const existingUserName = string({ min: 1, max: 128, pattern: pattern('[\\w+=,.@-]+') })
/** The model says 320; a marker of ours holds a tag key of up to 128 characters, sealed, and may be longer. */
export const marker = string({ min: 1, max: 1024, pattern: pattern('[\\u0020-\\u00FF]+') })
export const maxItems = integer({ min: 1, max: 1000 })
/** Seconds. */
export const maxSessionDuration = integer({ min: 3600, max: 43200 })
export const openIdConnectProviderUrl = string({ min: 1, max: 255 })
export const path = string({ min: 1, max: 512, pattern: pattern('(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)') })
export const pathPrefix = string({ min: 1, max: 512, pattern: pattern('\\u002F[\\u0021-\\u007F]*') })
export const policyDocument = string({ min: 1, max: 131072, pattern: pattern('[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+') })
export const policyName = string({ min: 1, max: 128, pattern: pattern('[\\w+=,.@-]+') })
/** Of managed policies. */
export const policyPath = string({ min: 1, max: 512, pattern: pattern('((/[A-Za-z0-9\\.,\\+@=_-]+)*)/') })
export const roleDescription = string({ max: 1000, pattern: pattern('[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*') })
export const roleName = string({ min: 1, max: 64, pattern: pattern('[\\w+=,.@-]+') })
export const thumbprints = list(string({ min: 40, max: 40 }), { saysNotNull: true })
export const userName = string({ min: 1, max: 64, pattern: pattern('[\\w+=,.@-]+') })

const tagKey = string({ min: 1, max: 128, pattern: pattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+') })
const tagValue = string({ min: 0, max: 256, pattern: pattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*') })
export const tagKeys = list(tagKey, { max: 50, saysNotNull: true })
export const tags = list(structure({ Key: tagKey, Value: tagValue }), { max: 50 })
