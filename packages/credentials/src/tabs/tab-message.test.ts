import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTabMessage, type TabMessage } from './tab-message.ts'

const credentials = {
  identityId: 'id',
  scope: '[]',
  accessKeyId: 'ASIA',
  secretAccessKey: 'secret',
  sessionToken: 'session',
  expiration: 1000,
}
const messages: TabMessage[] = [
  { type: 'identity', identityId: 'id', previous: undefined },
  { type: 'identity', identityId: 'id', previous: 'guest' },
  { type: 'login', identityId: 'id', previous: 'guest' },
  { type: 'logout', previous: 'id' },
  { type: 'logout', previous: undefined },
  { type: 'request-credentials', identityId: 'id', scope: '[]' },
  { type: 'credentials', ...credentials },
]

describe('CP-SEC-4: a message of another tab', () => {
  test.each(messages)('is read: $type', (message) => {
    expect(readTabMessage(structuredClone(message))).toEqual(message)
  })

  test('has what its type has, and nothing else', () => {
    const read = readTabMessage({ type: 'login', identityId: 'id', secretAccessKey: 'secret', expiration: 1, extra: {} })
    expect(Object.keys(read ?? {}).sort()).toEqual(['identityId', 'previous', 'type'])
  })

  test.each([
    undefined,
    null,
    'login',
    42,
    true,
    [],
    ['login'],
    {},
    { type: 'toString' },
    { type: '__proto__' },
    { type: ['login'], identityId: 'id' },
    { type: 'Login', identityId: 'id' },
    { type: 'login' },
    { type: 'login', identityId: '' },
    { type: 'login', identityId: 42 },
    { type: 'login', identityId: null },
    { type: 'login', identityId: ['id'] },
    { type: 'identity', identityId: 'id', previous: 42 },
    { type: 'identity', identityId: 'id', previous: '' },
    { type: 'logout', previous: null },
    { type: 'request-credentials', scope: '[]' },
    { type: 'request-credentials', identityId: 'id' },
  ])('is dropped where it is none: %j', (data) => {
    expect(readTabMessage(data)).toBeUndefined()
  })

  test.each(Object.keys(credentials))('CP-TAB-3: is dropped where credentials lack %s, or have another thing there', (name) => {
    for (const value of [undefined, null, '', '1000', {}, Number.NaN, Number.POSITIVE_INFINITY, new Date(1000)]) {
      if (name !== 'expiration' && value === '1000') continue
      expect(readTabMessage({ type: 'credentials', ...credentials, [name]: value })).toBeUndefined()
    }
  })

  test('CP-SEC-5: takes nothing from a prototype, and gives none', () => {
    expect(readTabMessage(Object.create({ type: 'login', identityId: 'id' }))).toBeUndefined()
    expect(readTabMessage(JSON.parse('{"__proto__":{"type":"login","identityId":"id"}}'))).toBeUndefined()
    const read = readTabMessage(JSON.parse('{"type":"logout","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'))
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect((read as unknown as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withNullPrototype: true }), (data) => {
        expect(readTabMessage(data)).toBeUndefined()
      }),
    )
  })
})
