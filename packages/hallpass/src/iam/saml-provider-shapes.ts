import { pattern, string } from '../operation/shape.ts'

// The shapes of SAML providers, with the constraints of the model (botocore iam/2010-05-08).

export const samlMetadata = string({ min: 1000, max: 10_000_000 })
export const samlProviderName = string({ min: 1, max: 128, pattern: pattern('[\\w._-]+') })
export const assertionEncryptionMode = string({ values: ['Required', 'Allowed'] })
export const privateKey = string({ min: 1, max: 16384, pattern: pattern('[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+'), sensitive: true })
export const privateKeyId = string({ min: 22, max: 64, pattern: pattern('[A-Z0-9]+') })
