import { describe, expect, test } from 'vitest'
import { original, ours } from './both.ts'
import { exchange, type ServiceName, serviceOf } from './exchange.ts'

const sdk = await original.load()
const mine = await ours.load()
const portable = await ours.loadInBrowser()

describe('A4.13 the parameters of a log line', () => {
  test.each<[operation: string, params: object]>([
    ['getId', {}],
    ['getId', { IdentityPoolId: "eu-west-1:it's", AccountId: null }],
    ['listIdentityPools', { MaxResults: 10, NextToken: 'a\n"b"' }],
    ['describeIdentityPool', { IdentityPoolId: `eu-west-1:${'a'.repeat(80)}` }],
    ['createIdentityPool', { IdentityPoolName: 'my pool', AllowUnauthenticatedIdentities: true, IdentityPoolTags: { 'a-b': 'x', c: 'y' } }],
    ['deleteIdentities', { IdentityIdsToDelete: Array.from({ length: 9 }, (_, index) => `eu-west-1:0000000${index}`) }],
    ['updateIdentityPool', { CognitoIdentityProviders: [{ ProviderName: 'p', ServerSideTokenCheck: false }], Nope: { deep: [1, [2]] } }],
  ])('of %s(%j) in Node are those of the SDK', (operation, params) => {
    expect(lineOf(mine, 'CognitoIdentity', operation, params)).toBe(lineOf(sdk, 'CognitoIdentity', operation, params))
  })

  test.each([
    [
      'CognitoIdentity',
      'getId',
      { IdentityPoolId: 'x:0', Logins: { 'a.b': 'secret', c: '' } },
      "{ 'a.b': '***SensitiveInformation***', c: '' }",
    ],
    ['STS', 'assumeRoleWithWebIdentity', { RoleArn: 'arn', WebIdentityToken: 'secret' }, "WebIdentityToken: '***SensitiveInformation***'"],
  ] as const)('of %s hide tokens', (name, operation, params, shown) => {
    for (const AWS of [mine, portable]) {
      const line = lineOf(AWS, name, operation, params)
      expect(line).toContain(shown)
      expect(line).not.toContain('secret')
    }
  })

  test.each([
    [{}, 'getId({})'],
    [{ AccountId: '1', IdentityPoolId: "it's" }, "getId({ AccountId: '1', IdentityPoolId: 'it\\'s' })"],
    [{ Nope: [1, null, undefined, true] }, 'getId({ Nope: [ 1, null, undefined, true, [length]: 4 ] })'],
    [{ AccountId: '1', IdentityPoolId: 'a'.repeat(50) }, `getId({ AccountId: '1',\n  IdentityPoolId: '${'a'.repeat(50)}' })`],
    [
      { Nope: { AccountId: '1', IdentityPoolId: 'a'.repeat(50) } },
      `getId({ Nope: \n   { AccountId: '1',\n     IdentityPoolId: '${'a'.repeat(50)}' } })`,
    ],
  ])('of getId(%j) in browsers are laid out as the SDK does there', (params, shown) => {
    expect(lineOf(portable, 'CognitoIdentity', 'getId', params)).toContain(shown)
  })
})

/** Without the seconds that the call took. */
function lineOf(AWS: typeof mine, name: ServiceName, operation: string, params: object): string {
  const lines: string[] = []
  const logger = { log: (line: string) => lines.push(line) }
  const service = serviceOf(AWS, name, { paramValidation: false, logger })
  exchange(service, operation, params, { body: name === 'STS' ? '<R/>' : '{}' })
  return lines.join().replace(/[\d.]+s /, '')
}
