import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { createCache } from './credential-cache.ts'

const second = 1000
const minute = 60 * second

/** What the service does from now on. */
const outcome = fc.record({
  kind: fc.constant('outcome' as const),
  fails: fc.boolean(),
  /** Some live shorter than the margins, some have ended when they come, some have no end. */
  life: fc.constantFrom(-second, 0, 20 * second, 100 * second, 299 * second, 15 * minute, 60 * minute, undefined),
  takes: fc.constantFrom(0, second, 40 * second),
})
const step = fc.oneof(
  { weight: 2, arbitrary: outcome },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('call' as const), forceRefresh: fc.boolean(), leaves: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      time: fc.constantFrom(second, 15 * second, 31 * second, 5 * minute, 49 * minute),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sleep' as const), time: fc.constantFrom(10 * minute, 120 * minute) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('invalidate' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reject' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), caller: fc.nat(8) }) },
)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

test('CP-CACHE-2, 3, 4, 6, 8, CP-NET-5 whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, keepFresh) => {
      vi.clearAllTimers()
      let service: { fails: boolean; life: number | undefined; takes: number } = { fails: false, life: 60 * minute, takes: 0 }
      let loads = 0
      let running = 0
      let calls = 0
      let drops = 0
      let settled = 0
      let unasked = 0
      /** How often the cache had been told to drop when the load of these credentials began. */
      const drawnAt = new WeakMap<object, number>()
      const controllers: AbortController[] = []
      const broken: unknown[] = []

      async function load(_: ProviderCallOptions, signal: AbortSignal): Promise<TemporaryCredentials> {
        const { fails, life, takes } = service
        const at = drops
        loads++
        running++
        if (running > 1) broken.push('two loads at a time')
        let hasLeft = false
        const leave = () => {
          if (!hasLeft) running--
          hasLeft = true
        }
        signal.addEventListener('abort', leave)
        await new Promise((resolve) => setTimeout(resolve, takes))
        leave()
        if (fails) throw new Error('offline')
        const expiration = life === undefined ? {} : { expiration: new Date(Date.now() + life) }
        const credentials = { accessKeyId: `K${loads}`, secretAccessKey: 'S', ...expiration }
        drawnAt.set(credentials, at)
        return credentials
      }

      const clock = { now: () => Date.now(), local: () => Date.now() }
      const cache = createCache<TemporaryCredentials>(load, { clock, options: { keepFresh } })

      for (const each of steps) {
        if (each.kind === 'outcome') service = each
        else if (each.kind === 'invalidate') {
          drops++
          cache.invalidate()
        } else if (each.kind === 'reject') cache.reportRejected({ name: 'ExpiredToken' })
        else if (each.kind === 'leave') controllers[each.caller]?.abort()
        else if (each.kind === 'sleep') vi.setSystemTime(Date.now() + each.time)
        else if (each.kind === 'wait') {
          if (keepFresh) unasked += 1 + Math.floor(each.time / (30 * second))
          await vi.advanceTimersByTimeAsync(each.time)
        } else {
          calls++
          const controller = new AbortController()
          controllers.push(controller)
          const calledAt = drops
          const check = (credentials: TemporaryCredentials) => {
            settled++
            expect(credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(Date.now())
            expect(drawnAt.get(credentials)).toBeGreaterThanOrEqual(calledAt)
          }
          const refused = (error: { name: string; message: string }) => {
            settled++
            expect(`${error.name} ${error.message}`).toMatch(/AbortError|offline|CredentialsProviderError/)
          }
          cache
            .get({ forceRefresh: each.forceRefresh, signal: each.leaves ? controller.signal : undefined })
            .then(check, refused)
            .catch((error) => broken.push(error))
          await Promise.resolve()
        }
        expect(cache.peek()?.expiration?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(Date.now())
      }
      // A call starts one load at most, a drop repeats one at most, and unasked there is one in half a minute.
      await vi.advanceTimersByTimeAsync(3 * minute)
      expect(loads).toBeLessThanOrEqual(calls + drops + unasked + (keepFresh ? 7 : 0))
      const before = loads
      cache.close(new Error('over'))
      await vi.advanceTimersByTimeAsync(60 * minute)
      expect(loads).toBe(before)
      expect(vi.getTimerCount()).toBe(0)
      expect(settled).toBe(calls)
      expect(running).toBe(0)
      expect(broken).toEqual([])
    }),
    { numRuns: 500 },
  )
})
