import { describe, expect, test } from 'vitest'
import { cognitoIdentity } from '../../src/cognito-identity/api.ts'
import type { Optional, OutputShape } from '../../src/operation/shape.ts'

/** The shapes. Source: botocore cognito-identity/2014-06-30. Names in braces are shapes; `*` marks required members. */
const model: Readonly<Record<string, string>> = {
  ARNString: 'string 20..2048',
  AccountId: 'string 1..15 /\\d+/',
  AmbiguousRoleResolutionType: 'string AuthenticatedRole|Deny',
  Boolean: 'boolean',
  ClaimName: 'string 1..64 /[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+/',
  ClaimValue: 'string 1..128',
  CognitoIdentityProvider:
    'ProviderName {CognitoIdentityProviderName}, ClientId {CognitoIdentityProviderClientId}, ServerSideTokenCheck {Boolean}',
  CognitoIdentityProviderClientId: 'string 1..128 /[\\w_]+/',
  CognitoIdentityProviderList: 'list of ({CognitoIdentityProvider})',
  CognitoIdentityProviderName: 'string 1..128 /[\\w._:/-]+/',
  Credentials: 'AccessKeyId {String}, SecretKey {SecretKeyString}, SessionToken {String}, Expiration {DateType}',
  DateType: 'timestamp',
  DeveloperProviderName: 'string 1..128 /[\\w._-]+/',
  DeveloperUserIdentifier: 'string 1..1024',
  DeveloperUserIdentifierList: 'list of ({DeveloperUserIdentifier})',
  ErrorCode: 'string AccessDenied|InternalServerError',
  IdentitiesList: 'list of ({IdentityDescription})',
  IdentityDescription: 'IdentityId {IdentityId}, Logins {LoginsList}, CreationDate {DateType}, LastModifiedDate {DateType}',
  IdentityId: 'string 1..55 /[\\w-]+:[0-9a-f-]+/',
  IdentityIdList: 'list 1..60 of ({IdentityId})',
  IdentityPoolId: 'string 1..55 /[\\w-]+:[0-9a-f-]+/',
  IdentityPoolName: 'string 1..128 /[\\w\\s+=,.@-]+/',
  IdentityPoolShortDescription: 'IdentityPoolId {IdentityPoolId}, IdentityPoolName {IdentityPoolName}',
  IdentityPoolTagsListType: 'list of ({TagKeysType})',
  IdentityPoolTagsType: 'map of ({TagKeysType}) to ({TagValueType})',
  IdentityPoolsList: 'list of ({IdentityPoolShortDescription})',
  IdentityProviderId: 'string 1..128 /[\\w.;_/-]+/',
  IdentityProviderName: 'string 1..128',
  IdentityProviderToken: 'string 1..50000 sensitive',
  IdentityProviders: 'map ..10 of ({IdentityProviderName}) to ({IdentityProviderId})',
  LoginsList: 'list of ({IdentityProviderName})',
  LoginsMap: 'map ..10 of ({IdentityProviderName}) to ({IdentityProviderToken})',
  MappingRule: 'Claim* {ClaimName}, MatchType* {MappingRuleMatchType}, Value* {ClaimValue}, RoleARN* {ARNString}',
  MappingRuleMatchType: 'string Equals|Contains|StartsWith|NotEqual',
  MappingRulesList: 'list 1..400 of ({MappingRule})',
  OIDCToken: 'string sensitive',
  PaginationKey: 'string 1..65535 /[\\S]+/',
  PrincipalTagID: 'string 1..128',
  PrincipalTagValue: 'string 1..256',
  PrincipalTags: 'map ..50 of ({PrincipalTagID}) to ({PrincipalTagValue})',
  ProviderARNList: 'list of ({ARNString})',
  QueryLimit: 'integer 1..60',
  RoleMapping:
    'Type* {RoleMappingType}, AmbiguousRoleResolution {AmbiguousRoleResolutionType}, RulesConfiguration {RulesConfigurationType}',
  RoleMappingMap: 'map ..10 of ({IdentityProviderName}) to ({RoleMapping})',
  RoleMappingType: 'string Token|Rules',
  RoleType: 'string 1..128 /(un)?authenticated/',
  RolesMap: 'map ..2 of ({RoleType}) to ({ARNString})',
  RulesConfigurationType: 'Rules* {MappingRulesList}',
  SecretKeyString: 'string sensitive',
  String: 'string',
  TagKeysType: 'string 1..128',
  TagValueType: 'string 0..256',
  TokenDuration: 'integer 1..86400',
  UnprocessedIdentityId: 'IdentityId {IdentityId}, ErrorCode {ErrorCode}',
  UnprocessedIdentityIdList: 'list ..60 of ({UnprocessedIdentityId})',
}

const settings =
  'IdentityPoolName*, AllowUnauthenticatedIdentities* {Boolean}, AllowClassicFlow {Boolean}, SupportedLoginProviders {IdentityProviders}, ' +
  'DeveloperProviderName, OpenIdConnectProviderARNs {ProviderARNList}, CognitoIdentityProviders {CognitoIdentityProviderList}, ' +
  'SamlProviderARNs {ProviderARNList}, IdentityPoolTags {IdentityPoolTagsType}'

/** A member without a shape has the shape of its name. */
const inputs: Readonly<Record<string, string>> = {
  CreateIdentityPool: settings,
  DeleteIdentities: 'IdentityIdsToDelete* {IdentityIdList}',
  DeleteIdentityPool: 'IdentityPoolId*',
  DescribeIdentity: 'IdentityId*',
  DescribeIdentityPool: 'IdentityPoolId*',
  GetCredentialsForIdentity: 'IdentityId*, Logins {LoginsMap}, CustomRoleArn {ARNString}',
  GetId: 'AccountId, IdentityPoolId*, Logins {LoginsMap}',
  GetIdentityPoolRoles: 'IdentityPoolId*',
  GetOpenIdToken: 'IdentityId*, Logins {LoginsMap}',
  GetOpenIdTokenForDeveloperIdentity: 'IdentityPoolId*, IdentityId, Logins* {LoginsMap}, PrincipalTags, TokenDuration',
  GetPrincipalTagAttributeMap: 'IdentityPoolId*, IdentityProviderName*',
  ListIdentities: 'IdentityPoolId*, MaxResults* {QueryLimit}, NextToken {PaginationKey}, HideDisabled {Boolean}',
  ListIdentityPools: 'MaxResults* {QueryLimit}, NextToken {PaginationKey}',
  ListTagsForResource: 'ResourceArn* {ARNString}',
  LookupDeveloperIdentity: 'IdentityPoolId*, IdentityId, DeveloperUserIdentifier, MaxResults {QueryLimit}, NextToken {PaginationKey}',
  MergeDeveloperIdentities:
    'SourceUserIdentifier* {DeveloperUserIdentifier}, DestinationUserIdentifier* {DeveloperUserIdentifier}, DeveloperProviderName*, IdentityPoolId*',
  SetIdentityPoolRoles: 'IdentityPoolId*, Roles* {RolesMap}, RoleMappings {RoleMappingMap}',
  SetPrincipalTagAttributeMap: 'IdentityPoolId*, IdentityProviderName*, UseDefaults {Boolean}, PrincipalTags',
  TagResource: 'ResourceArn* {ARNString}, Tags* {IdentityPoolTagsType}',
  UnlinkDeveloperIdentity: 'IdentityId*, IdentityPoolId*, DeveloperProviderName*, DeveloperUserIdentifier*',
  UnlinkIdentity: 'IdentityId*, Logins* {LoginsMap}, LoginsToRemove* {LoginsList}',
  UntagResource: 'ResourceArn* {ARNString}, TagKeys* {IdentityPoolTagsListType}',
  UpdateIdentityPool: `IdentityPoolId*, ${settings}`,
}

const pool = `IdentityPoolId*, ${settings}`
const tagMap = 'IdentityPoolId, IdentityProviderName, UseDefaults {Boolean}, PrincipalTags'

/** What an operation that is not here answers with is nothing. */
const outputs: Readonly<Record<string, string>> = {
  CreateIdentityPool: pool,
  DeleteIdentities: 'UnprocessedIdentityIds {UnprocessedIdentityIdList}',
  DescribeIdentity: 'IdentityId, Logins {LoginsList}, CreationDate {DateType}, LastModifiedDate {DateType}',
  DescribeIdentityPool: pool,
  GetCredentialsForIdentity: 'IdentityId, Credentials',
  GetId: 'IdentityId',
  GetIdentityPoolRoles: 'IdentityPoolId, Roles {RolesMap}, RoleMappings {RoleMappingMap}',
  GetOpenIdToken: 'IdentityId, Token {OIDCToken}',
  GetOpenIdTokenForDeveloperIdentity: 'IdentityId, Token {OIDCToken}',
  GetPrincipalTagAttributeMap: tagMap,
  ListIdentities: 'IdentityPoolId, Identities {IdentitiesList}, NextToken {PaginationKey}',
  ListIdentityPools: 'IdentityPools {IdentityPoolsList}, NextToken {PaginationKey}',
  ListTagsForResource: 'Tags {IdentityPoolTagsType}',
  LookupDeveloperIdentity: 'IdentityId, DeveloperUserIdentifierList, NextToken {PaginationKey}',
  MergeDeveloperIdentities: 'IdentityId',
  SetPrincipalTagAttributeMap: tagMap,
  TagResource: '',
  UntagResource: '',
  UpdateIdentityPool: pool,
}

describe('the service has', () => {
  test('the operations of the model', () => {
    expect([...cognitoIdentity.operations.keys()].sort()).toEqual(Object.keys(inputs))
  })

  test.for(Object.entries(inputs))('the input of the model: %s', ([name, members]) => {
    const input = cognitoIdentity.operations.get(name)?.input
    expect(input && describeShape(input)).toBe(expandMembers(members))
  })

  test.for(Object.keys(inputs))('the output of the model: %s', (name) => {
    const output = cognitoIdentity.operations.get(name)?.output
    const members = outputs[name]
    expect(output && describeShape(output)).toBe(members === undefined ? undefined : expandMembers(members))
  })

  test('four public operations', () => {
    const isPublic = [...cognitoIdentity.operations.values()].filter(({ auth }) => auth === 'public').map(({ name }) => name)
    expect(isPublic.sort()).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetOpenIdToken', 'UnlinkIdentity'])
  })
})

function expandMembers(members: string): string {
  return expand(members.replaceAll(/(\w+)(\*?)(?=,|$)/g, '$1$2 {$1}'))
}

function expand(text: string): string {
  return text.replaceAll(/\{([A-Za-z]{2,})\}/g, (_, name: string) => expand(model[name] ?? `no shape ${name}`))
}

function describeShape(shape: OutputShape): string {
  switch (shape.kind) {
    case 'string': {
      const { pattern, values, sensitive } = shape
      return ['string', range(shape), pattern && `/${pattern.text}/`, values?.join('|'), sensitive && 'sensitive'].filter(Boolean).join(' ')
    }
    case 'integer':
      return `integer ${range(shape)}`
    case 'boolean':
    case 'timestamp':
      return shape.kind
    case 'list':
      return ['list', range(shape), `of (${describeShape(shape.member)})`].filter(Boolean).join(' ')
    case 'map':
      return ['map', range(shape), `of (${describeShape(shape.key)}) to (${describeShape(shape.value)})`].filter(Boolean).join(' ')
    case 'structure':
      return Object.entries<OutputShape | Optional<OutputShape>>(shape.members)
        .map(([name, member]) =>
          member.kind === 'optional' ? `${name} ${describeShape(member.shape)}` : `${name}* ${describeShape(member)}`,
        )
        .join(', ')
  }
}

function range({ min, max }: { readonly min?: number; readonly max?: number }): string {
  return min === undefined && max === undefined ? '' : `${min ?? ''}..${max ?? ''}`
}
