import { integer, list, pattern, string, structure } from '../operation/shape.ts'

// The shapes that operations share, with the constraints of the model (botocore iam/2010-05-08).

export const arn = string({ min: 20, max: 2048 })
export const clientId = string({ min: 1, max: 255 })
export const clientIds = list(clientId)
/** The model says 320; a marker of ours holds a tag key of up to 128 characters, sealed, and may be longer. */
export const marker = string({ min: 1, max: 1024, pattern: pattern('[\\u0020-\\u00FF]+') })
export const maxItems = integer({ min: 1, max: 1000 })
export const openIdConnectProviderUrl = string({ min: 1, max: 255 })
export const thumbprints = list(string({ min: 40, max: 40 }))

const tagKey = string({ min: 1, max: 128, pattern: pattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+') })
const tagValue = string({ min: 0, max: 256, pattern: pattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*') })
export const tagKeys = list(tagKey, { max: 50 })
export const tags = list(structure({ Key: tagKey, Value: tagValue }), { max: 50 })
