import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Credentials } from '../../src/v2/config-types.ts'
import { implementations, testOf } from './both.ts'

type Make = (AWS: AwsNamespace) => Credentials
const cognito: Make = (AWS) => new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
const webIdentity: Make = (AWS) => new AWS.WebIdentityCredentials({ RoleArn: 'role', WebIdentityToken: 'token' })

describe.each(implementations)('A1.6 refreshes at a time, with $name,', (implementation) => {
  const test = testOf(implementation)

  describe.each([
    ['V12 CognitoIdentityCredentials', cognito],
    ['V13 WebIdentityCredentials', webIdentity],
  ] as const)('of %s', (_, make) => {
    test('are ten calls, one load, ten callbacks, and nobody waits when they run', async ({ AWS }) => {
      const credentials = make(AWS)
      const load = vi.fn((done: () => void) => void setImmediate(done))
      credentials.load = load
      const waiting = await Promise.all(
        Array.from(
          { length: 10 },
          () => new Promise<number>((done) => credentials.refresh(() => done(credentials.refreshCallbacks.length))),
        ),
      )
      expect(waiting).toEqual(Array(10).fill(0))
      expect(load).toHaveBeenCalledOnce()
    })

    test('queue their callbacks until the load is done', ({ AWS }) => {
      const credentials = make(AWS)
      credentials.load = vi.fn()
      const callbacks = [vi.fn(), vi.fn()]
      for (const callback of callbacks) credentials.refresh(callback)
      expect(credentials.refreshCallbacks).toEqual(callbacks)
    })

    test('call back later than the load is done, in order, each with the failure', async ({ AWS }) => {
      const credentials = make(AWS)
      const failure = AWS.util.error(new Error('no'), { code: 'No' })
      credentials.load = (done) => done(failure)
      const told: unknown[] = []
      const ends = new Promise<void>((done) => {
        credentials.refresh((error) => told.push('first', error))
        credentials.refresh((error) => {
          told.push('second', error)
          done()
        })
      })
      expect(told).toEqual([])
      await ends
      expect(told).toEqual(['first', failure, 'second', failure])
    })

    test('load again for a call that comes after', async ({ AWS }) => {
      const credentials = make(AWS)
      const load = vi.fn((done: () => void) => done())
      credentials.load = load
      await credentials.refreshPromise()
      await credentials.refreshPromise()
      expect(load).toHaveBeenCalledTimes(2)
    })

    test('need no callback', ({ AWS }) => {
      const credentials = make(AWS)
      credentials.load = (done) => done()
      expect(() => credentials.refresh()).not.toThrow()
      expect(credentials.refreshCallbacks).toEqual([])
    })

    test('go by coalesceRefresh, which a subclass replaces', ({ AWS }) => {
      const credentials = make(AWS)
      const coalesce = vi.spyOn(credentials, 'coalesceRefresh').mockImplementation(() => {})
      const callback = vi.fn()
      credentials.refresh(callback)
      expect(coalesce.mock.calls[0]?.[0]).toBe(callback)
    })
  })

  test('call back at once where coalesceRefresh is told so', ({ AWS }) => {
    const credentials = new AWS.Credentials()
    credentials.load = (done) => done()
    const callback = vi.fn(() => credentials.refreshCallbacks.length)
    credentials.coalesceRefresh(callback, true)
    expect(callback.mock.calls).toEqual([[undefined]])
    expect(callback.mock.results).toEqual([{ type: 'return', value: 1 }])
    expect(credentials.refreshCallbacks).toEqual([])
  })

  test('are deferred by util.defer, which tests replace', ({ AWS }) => {
    const defer = vi.spyOn(AWS.util, 'defer').mockImplementation((callback) => callback())
    const credentials = cognito(AWS)
    credentials.load = (done) => done()
    const callback = vi.fn()
    credentials.refresh(callback)
    expect(callback).toHaveBeenCalledOnce()
    expect(defer).toHaveBeenCalledOnce()
  })
})
