import { boolean, integer, list, map, optional, pattern, string, structure, timestamp } from '../operation/shape.ts'

// The shapes that operations share, with the constraints of the model (botocore cognito-identity/2014-06-30). Structures bear the
// names of the model too: the types of clients are called after them.

export const accountId = string({ min: 1, max: 15, pattern: pattern('\\d+') })
export const arn = string({ min: 20, max: 2048 })
export const developerProviderName = string({ min: 1, max: 128, pattern: pattern('[\\w._-]+') })
export const developerUserIdentifier = string({ min: 1, max: 1024 })
export const identityId = string({ min: 1, max: 55, pattern: pattern('[\\w-]+:[0-9a-f-]+') })
export const identityPoolId = string({ min: 1, max: 55, pattern: pattern('[\\w-]+:[0-9a-f-]+') })
export const identityPoolName = string({ min: 1, max: 128, pattern: pattern('[\\w\\s+=,.@-]+') })
export const identityProviderName = string({ min: 1, max: 128 })
export const queryLimit = integer({ min: 1, max: 60 })
export const paginationKey = string({ min: 1, max: 65_535, pattern: pattern('[\\S]+') })

export const logins = map(identityProviderName, string({ min: 1, max: 50_000, sensitive: true }), { max: 10 })
export const principalTags = map(string({ min: 1, max: 128 }), string({ min: 1, max: 256 }), { max: 50 })
export const tagKey = string({ min: 1, max: 128 })
export const tags = map(tagKey, string({ min: 0, max: 256 }))
export const providerNames = list(identityProviderName)
export const openIdToken = string({ sensitive: true })

const ambiguousRoleResolution = string({ values: ['AuthenticatedRole', 'Deny'] })
export const mappingRule = structure({
  Claim: string({ min: 1, max: 64, pattern: pattern('[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+') }),
  MatchType: string({ values: ['Equals', 'Contains', 'StartsWith', 'NotEqual'] }),
  Value: string({ min: 1, max: 128 }),
  RoleARN: arn,
})
export const rulesConfigurationType = structure({ Rules: list(mappingRule, { min: 1, max: 400 }) })
export const roleMapping = structure({
  Type: string({ values: ['Token', 'Rules'] }),
  AmbiguousRoleResolution: optional(ambiguousRoleResolution),
  RulesConfiguration: optional(rulesConfigurationType),
})
export const roleMappings = map(identityProviderName, roleMapping, { max: 10 })
export const roles = map(string({ min: 1, max: 128, pattern: pattern('(un)?authenticated') }), arn, { max: 2 })

export const cognitoIdentityProvider = structure({
  ProviderName: optional(string({ min: 1, max: 128, pattern: pattern('[\\w._:/-]+') })),
  ClientId: optional(string({ min: 1, max: 128, pattern: pattern('[\\w_]+') })),
  ServerSideTokenCheck: optional(boolean),
})

/** The settings that CreateIdentityPool and UpdateIdentityPool take alike. */
export const poolSettings = {
  IdentityPoolName: identityPoolName,
  AllowUnauthenticatedIdentities: boolean,
  AllowClassicFlow: optional(boolean),
  SupportedLoginProviders: optional(map(identityProviderName, string({ min: 1, max: 128, pattern: pattern('[\\w.;_/-]+') }), { max: 10 })),
  DeveloperProviderName: optional(developerProviderName),
  OpenIdConnectProviderARNs: optional(list(arn)),
  CognitoIdentityProviders: optional(list(cognitoIdentityProvider)),
  SamlProviderARNs: optional(list(arn)),
  IdentityPoolTags: optional(tags),
} as const

/** A pool as it is described, and as an update takes it. */
export const identityPool = structure({ IdentityPoolId: identityPoolId, ...poolSettings })
export const identityPoolShortDescription = structure({
  IdentityPoolId: optional(identityPoolId),
  IdentityPoolName: optional(identityPoolName),
})
export const identityDescription = structure({
  IdentityId: optional(identityId),
  Logins: optional(providerNames),
  CreationDate: optional(timestamp),
  LastModifiedDate: optional(timestamp),
})
export const credentials = structure({
  AccessKeyId: optional(string()),
  SecretKey: optional(string({ sensitive: true })),
  SessionToken: optional(string()),
  Expiration: optional(timestamp),
})
export const unprocessedIdentityId = structure({
  IdentityId: optional(identityId),
  ErrorCode: optional(string({ values: ['AccessDenied', 'InternalServerError'] })),
})
