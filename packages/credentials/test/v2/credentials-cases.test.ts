import { inspect } from 'node:util'
import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { implementations, testOf } from './both.ts'

const keys = { accessKeyId: 'akid', secretAccessKey: 'secret', sessionToken: 'session' }

describe.each(implementations)('Credentials of $name', (implementation) => {
  const test = testOf(implementation)

  describe('constructor', () => {
    test.for([
      ['V1 a Config with three keys', (AWS: AwsNamespace) => new AWS.Config(keys).credentials],
      ['V1 a Config with credentials', (AWS: AwsNamespace) => new AWS.Config({ credentials: new AWS.Credentials(keys) }).credentials],
      ['V2 keys in an object', (AWS: AwsNamespace) => new AWS.Credentials(keys)],
      ['V2 three texts', (AWS: AwsNamespace) => new AWS.Credentials('akid', 'secret', 'session')],
      ['A1.1 an object in credentials', (AWS: AwsNamespace) => new AWS.Credentials({ credentials: keys })],
    ] as const)('%s', ([, make], { AWS }) => {
      const credentials = make(AWS)
      expect(credentials).toBeInstanceOf(AWS.Credentials)
      const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {}
      expect({ accessKeyId, secretAccessKey, sessionToken }).toEqual(keys)
    })

    test('V3 without keys all three are undefined', ({ AWS }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = new AWS.Credentials()
      expect([accessKeyId, secretAccessKey, sessionToken]).toEqual([undefined, undefined, undefined])
    })

    test('A1.1 starts with nothing expired and nobody waiting', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      expect(credentials.expired).toBe(false)
      expect(credentials.expireTime).toBeNull()
      expect(credentials.refreshCallbacks).toEqual([])
    })

    test('A1.1 hides the secret from inspection, and from all that lists members', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      expect(Object.keys(credentials)).toEqual(['expired', 'expireTime', 'refreshCallbacks', 'accessKeyId', 'sessionToken'])
      expect(inspect(credentials)).not.toContain("'secret'")
      expect(inspect(credentials)).toContain("'akid'")
      expect(JSON.parse(JSON.stringify(credentials))).not.toHaveProperty('secretAccessKey')
      credentials.secretAccessKey = 'another'
      expect(Object.keys(credentials)).not.toContain('secretAccessKey')
      expect(credentials.secretAccessKey).toBe('another')
    })

    test('CP-V2-12 may be called on another object', ({ AWS }) => {
      const other = {}
      Reflect.apply(AWS.Credentials, other, ['akid', 'secret'])
      expect(other).toMatchObject({ accessKeyId: 'akid', expired: false, expireTime: null })
    })

    test('CP-V2-12 calls what the application built on it', async ({ AWS }) => {
      interface Own {
        asked: number
      }
      const refresh = vi.fn(function (this: Own & InstanceType<AwsNamespace['Credentials']>, done?: () => void) {
        this.asked += 1
        this.accessKeyId = 'fresh'
        this.secretAccessKey = 'fresh'
        done?.()
      })
      // What `inherit` makes is known from its features alone.
      const Own = AWS.util.inherit(AWS.Credentials, {
        constructor: function Own(this: Own) {
          Reflect.apply(AWS.Credentials, this, [])
          this.asked = 0
        },
        refresh,
      } as never) as unknown as AwsNamespace['Credentials']
      const credentials = new Own()
      await credentials.getPromise()
      await credentials.getPromise()
      expect(credentials).toMatchObject({ asked: 1, accessKeyId: 'fresh', expired: false })
      expect(credentials).toBeInstanceOf(AWS.Credentials)
    })
  })

  describe('needsRefresh', () => {
    const past = () => new Date(Date.now() - 60_000)
    const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)

    test('V4 is true without keys', ({ AWS }) => {
      expect(new AWS.Credentials().needsRefresh()).toBe(true)
      expect(new AWS.Credentials('akid', '').needsRefresh()).toBe(true)
      expect(new AWS.Credentials('', 'secret').needsRefresh()).toBe(true)
    })

    test('V5 is false with keys', ({ AWS }) => {
      expect(new AWS.Credentials('akid', 'secret').needsRefresh()).toBe(false)
    })

    test('V6 is true once they are marked as expired', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expired = true
      expect(credentials.needsRefresh()).toBe(true)
    })

    test('V7 is true past their time, whatever expired says', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expired = false
      credentials.expireTime = past()
      expect(credentials.needsRefresh()).toBe(true)
    })

    test('V8 is true within the window before it', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expireTime = inSeconds(10)
      expect(credentials.needsRefresh()).toBe(true)
      credentials.expiryWindow = 1
      expect(credentials.needsRefresh()).toBe(false)
    })

    test('V9 is false outside of it', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expireTime = inSeconds(60)
      expect(credentials.needsRefresh()).toBe(false)
      credentials.expiryWindow = 120
      expect(credentials.needsRefresh()).toBe(true)
    })

    test('V9 is true where time is left, and they are marked as expired', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      Object.assign(credentials, { expireTime: inSeconds(60), expired: true })
      expect(credentials.needsRefresh()).toBe(true)
    })

    test('A1.2 has a window of 15 seconds, which belongs to the class', ({ AWS }) => {
      expect(AWS.Credentials.prototype.expiryWindow).toBe(15)
      expect(Object.hasOwn(new AWS.Credentials(), 'expiryWindow')).toBe(false)
    })

    test('A1.2 counts the global offset of the clock', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expireTime = inSeconds(60)
      AWS.config.systemClockOffset = 50_000
      expect(credentials.needsRefresh()).toBe(true)
      AWS.config.update({ systemClockOffset: -50_000 })
      credentials.expireTime = inSeconds(-10)
      expect(credentials.needsRefresh()).toBe(false)
    })

    test('A1.2 takes the time from util.date.getDate, which tests replace', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expireTime = new Date(100_000)
      AWS.util.date.getDate = () => new Date(80_000)
      expect(credentials.needsRefresh()).toBe(false)
      AWS.util.date.getDate = () => new Date(85_001)
      expect(credentials.needsRefresh()).toBe(true)
    })
  })

  describe('get', () => {
    test('V10 refreshes nothing without need, calls back at once without an error, and leaves expired false', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      const refresh = vi.spyOn(credentials, 'refresh')
      const done = vi.fn()
      credentials.get(done)
      expect(done.mock.calls).toEqual([[]])
      expect(refresh).not.toHaveBeenCalled()
      expect(credentials.expired).toBe(false)
    })

    test('V11 refreshes with need, and leaves expired false', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expired = true
      const refresh = vi.spyOn(credentials, 'refresh').mockImplementation((done) => done?.())
      const done = vi.fn()
      credentials.get(done)
      expect(refresh).toHaveBeenCalledOnce()
      expect(done.mock.calls).toEqual([[undefined]])
      expect(credentials.expired).toBe(false)
    })

    test('A1.3 leaves them expired where the refresh fails', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      credentials.expired = true
      const failure = AWS.util.error(new Error('no'), { code: 'No' })
      vi.spyOn(credentials, 'refresh').mockImplementation((done) => done?.(failure))
      const done = vi.fn()
      credentials.get(done)
      expect(done.mock.calls).toEqual([[failure]])
      expect(credentials.expired).toBe(true)
    })

    test('A1.3 needs no callback', ({ AWS }) => {
      expect(() => new AWS.Credentials(keys).get()).not.toThrow()
      const expired = new AWS.Credentials(keys)
      expired.expired = true
      expired.get()
      expect(expired.expired).toBe(false)
    })
  })

  test('A1.4 refresh of the base marks them as fresh and calls back at once', ({ AWS }) => {
    const credentials = new AWS.Credentials(keys)
    credentials.expired = true
    const done = vi.fn()
    credentials.refresh(done)
    expect(done.mock.calls).toEqual([[]])
    expect(credentials.expired).toBe(false)
  })

  test('A1.6 load of the base calls back', ({ AWS }) => {
    const done = vi.fn()
    AWS.Credentials.prototype.load?.(done)
    expect(done).toHaveBeenCalledOnce()
  })

  describe('A1.5 promises', () => {
    test('resolve to nothing', async ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      await expect(credentials.getPromise()).resolves.toBeUndefined()
      await expect(credentials.refreshPromise()).resolves.toBeUndefined()
    })

    test('reject with what the callback gets', async ({ AWS }) => {
      const credentials = new AWS.Credentials()
      const failure = AWS.util.error(new Error('no'), { code: 'No' })
      vi.spyOn(credentials, 'refresh').mockImplementation((done) => done?.(failure))
      await expect(credentials.getPromise()).rejects.toBe(failure)
      await expect(credentials.refreshPromise()).rejects.toBe(failure)
    })

    test('CP-V2-15 can be taken from the class, and put back with promises of another kind', ({ AWS }) => {
      AWS.Credentials.deletePromisesFromClass()
      expect(new AWS.Credentials(keys)).not.toHaveProperty('getPromise')
      expect(new AWS.Credentials(keys)).not.toHaveProperty('refreshPromise')
      class OtherPromise<T> extends Promise<T> {}
      AWS.Credentials.addPromisesToClass(OtherPromise)
      expect(new AWS.Credentials(keys).getPromise()).toBeInstanceOf(OtherPromise)
      expect(new AWS.Credentials(keys).refreshPromise()).toBeInstanceOf(OtherPromise)
    })

    test('CP-V2-15 are set for all classes by setPromisesDependency', ({ AWS }) => {
      class OtherPromise<T> extends Promise<T> {}
      AWS.config.setPromisesDependency(OtherPromise)
      expect(AWS.config.getPromisesDependency()).toBe(OtherPromise)
      expect(new AWS.Credentials(keys).getPromise()).toBeInstanceOf(OtherPromise)
      const chain = new AWS.CredentialProviderChain([() => new AWS.Credentials(keys)])
      expect(chain.resolvePromise()).toBeInstanceOf(OtherPromise)
      AWS.config.setPromisesDependency(null)
      expect(new AWS.Credentials(keys).getPromise()).not.toBeInstanceOf(OtherPromise)
      expect(new AWS.Credentials(keys).getPromise()).toBeInstanceOf(Promise)
    })
  })
})
