/** What a pool says of one user pool client. */
export interface UserPoolClient {
  /** `cognito-idp.REGION.amazonaws.com/POOL` */
  readonly providerName: string
  readonly clientId: string
  /** Ask the user pool at each login whether the user is still there; undefined when never said. */
  readonly serverSideTokenCheck: boolean | undefined
}

export type MatchType = 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual'

export interface MappingRule {
  readonly claim: string
  readonly matchType: MatchType
  readonly value: string
  readonly roleArn: string
}

export type AmbiguousRoleResolution = 'AuthenticatedRole' | 'Deny'

/** Which role the users of one provider get. Source: Cognito developer guide, role-based access control. */
export type RoleMapping =
  | { readonly type: 'Token'; readonly ambiguousRoleResolution: AmbiguousRoleResolution }
  | { readonly type: 'Rules'; readonly ambiguousRoleResolution: AmbiguousRoleResolution; readonly rules: readonly MappingRule[] }

/** Which claims of one provider become principal tags: tag key → claim name. */
export interface PrincipalTagMap {
  /** Use the default map; `tags` is kept as it was sent, and not looked at. */
  readonly useDefaults: boolean
  readonly tags: ReadonlyMap<string, string>
}

export interface PoolRoles {
  readonly authenticated?: string
  readonly unauthenticated?: string
}

/** An identity pool with all its settings. Lists and maps that were never given are empty. */
export interface Pool {
  /** `REGION:UUID` */
  readonly id: string
  /** Twelve digits. */
  readonly accountId: string
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly allowsGuests: boolean
  /** Three-valued: undefined is shown as absent and means yes. */
  readonly allowsClassicFlow: boolean | undefined
  /** Social provider → its app id, client id, or `key;secret`. */
  readonly supportedLoginProviders: ReadonlyMap<string, string>
  readonly developerProviderName: string | undefined
  readonly openIdConnectProviderArns: readonly string[]
  readonly userPoolClients: readonly UserPoolClient[]
  readonly samlProviderArns: readonly string[]
  readonly tags: ReadonlyMap<string, string>
  readonly roles: PoolRoles
  readonly roleMappings: ReadonlyMap<string, RoleMapping>
  readonly principalTagMaps: ReadonlyMap<string, PrincipalTagMap>
}
