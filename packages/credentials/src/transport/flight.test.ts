import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { AbortError } from '../errors/client-errors.ts'
import { createFlight } from './flight.ts'

describe('CP-ID-3 concurrent calls share one flight', () => {
  test('callers who ask while a load runs get its one answer, the same object', async () => {
    const load = vi.fn(async () => ({}))
    const flight = createFlight<object>()
    const [first, second, third] = await Promise.all([flight.run(load), flight.run(load), flight.run(load)])
    expect(load).toHaveBeenCalledTimes(1)
    expect(second).toBe(first)
    expect(third).toBe(first)
  })

  test('all callers get the error of a load that fails, the same object', async () => {
    const error = new Error('refused')
    const flight = createFlight<string>()
    const calls = [flight.run(() => Promise.reject(error)), flight.run(async () => 'never asked')]
    expect(await Promise.allSettled(calls)).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ])
  })

  test('who asks afterwards starts another load', async () => {
    let loads = 0
    const flight = createFlight<number>()
    const load = async () => ++loads
    expect([await flight.run(load), await flight.run(load)]).toEqual([1, 2])
  })

  test('the next load may be started by the continuation of a caller', async () => {
    const flight = createFlight<number>()
    const second = flight.run(async () => 1).then(() => flight.run(async () => 2))
    expect(await second).toBe(2)
  })

  test('it runs as long as somebody waits', async () => {
    const flight = createFlight<string>()
    expect(flight.isRunning()).toBe(false)
    const call = flight.run(async () => 'A')
    expect(flight.isRunning()).toBe(true)
    await call
    expect(flight.isRunning()).toBe(false)
    const ended = flight.run(async () => 'B')
    flight.abort()
    expect(flight.isRunning()).toBe(false)
    await expect(ended).rejects.toBeInstanceOf(AbortError)
  })

  test('a load that throws at once rejects, and the next one starts', async () => {
    const flight = createFlight<number>()
    const failed = flight.run(() => {
      throw new Error('at once')
    })
    await expect(failed).rejects.toThrow('at once')
    expect(await flight.run(async () => 2)).toBe(2)
  })
})

describe("CP-NET-5 a caller's signal", () => {
  test('ends only the wait of that caller, at once', async () => {
    const { load, answer, signal } = controlledLoad()
    const flight = createFlight<string>()
    const controller = new AbortController()
    const leaving = flight.run(load, controller.signal)
    const staying = flight.run(load)
    controller.abort()
    await expect(leaving).rejects.toBeInstanceOf(AbortError)
    expect(signal()?.aborted).toBe(false)
    answer('A')
    expect(await staying).toBe('A')
  })

  test('is told as an AbortError with the reason as its cause', async () => {
    const controller = new AbortController()
    const call = createFlight<string>().run(controlledLoad().load, controller.signal)
    const reason = new Error('the user left')
    controller.abort(reason)
    await expect(call).rejects.toMatchObject({ name: 'AbortError', cause: reason })
  })

  test('that has fired before starts no load', async () => {
    const load = vi.fn(async () => 'A')
    const controller = new AbortController()
    controller.abort()
    const flight = createFlight<string>()
    await expect(flight.run(load, controller.signal)).rejects.toBeInstanceOf(AbortError)
    expect(load).not.toHaveBeenCalled()
  })

  test('that fires right after the call starts no load', async () => {
    const load = vi.fn(async () => 'A')
    const controller = new AbortController()
    const call = createFlight<string>().run(load, controller.signal)
    controller.abort()
    await expect(call).rejects.toBeInstanceOf(AbortError)
    expect(load).not.toHaveBeenCalled()
  })

  test('aborts the load when it was the last caller, and the next caller starts a new one', async () => {
    const { load, signal } = controlledLoad()
    const flight = createFlight<string>()
    const controllers = [new AbortController(), new AbortController()] as const
    const calls = Promise.allSettled(controllers.map((controller) => flight.run(load, controller.signal)))
    await Promise.resolve()
    controllers[0].abort()
    expect(signal()?.aborted).toBe(false)
    controllers[1].abort()
    expect(signal()?.aborted).toBe(true)
    expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await flight.run(async () => 'B')).toBe('B')
  })

  test('that fires after the answer changes nothing', async () => {
    const { load, answer, signal } = controlledLoad()
    const controller = new AbortController()
    const call = createFlight<string>().run(load, controller.signal)
    answer('A')
    expect(await call).toBe('A')
    await Promise.resolve()
    controller.abort()
    expect(signal()?.aborted).toBe(false)
  })

  test('keeps no listener once the load has ended, however it ended', async () => {
    const flight = createFlight<string>()
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await flight.run(async () => 'A', signal)
    await flight.run(() => Promise.reject(new Error('B')), signal).catch(() => {})
    await new Promise((resolve) => setImmediate(resolve))
    expect(added).toHaveBeenCalledTimes(2)
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
  })

  test('of an abandoned load does not end the load that came after it', async () => {
    const first = controlledLoad()
    const second = controlledLoad()
    const flight = createFlight<string>()
    const controller = new AbortController()
    const abandoned = flight.run(first.load, controller.signal).catch(() => {})
    await Promise.resolve()
    controller.abort()
    const call = flight.run(second.load)
    first.answer('late')
    await abandoned
    const joining = flight.run(() => Promise.reject(new Error('a third load')))
    second.answer('B')
    expect([await call, await joining]).toEqual(['B', 'B'])
  })
})

describe('CP-SES-8 ending a flight', () => {
  test('ends every wait with the reason, and the load', async () => {
    const { load, signal } = controlledLoad()
    const flight = createFlight<string>()
    const calls = Promise.allSettled([flight.run(load), flight.run(load, new AbortController().signal)])
    await Promise.resolve()
    const reason = new Error('logged out')
    flight.abort(reason)
    expect(signal()?.aborted).toBe(true)
    expect(await flight.run(async () => 'B')).toBe('B')
    expect(await calls).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ])
  })

  test('without a reason is an AbortError, without a flight nothing', async () => {
    const flight = createFlight<string>()
    flight.abort()
    const call = flight.run(controlledLoad().load)
    flight.abort()
    await expect(call).rejects.toBeInstanceOf(AbortError)
  })
})

test('CP-NET-5 whatever the callers do, a load runs exactly as long as somebody waits for it', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('call' as const), leaves: fc.boolean() }),
    fc.record({ kind: fc.constant('abort' as const), caller: fc.nat(5) }),
    fc.record({ kind: fc.constant('answer' as const), fails: fc.boolean() }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const flight = createFlight<string>()
      const loads: ReturnType<typeof controlledLoad>[] = []
      const controllers: AbortController[] = []
      let waiting = 0
      let expected = 0
      for (const each of steps) {
        if (each.kind === 'call') {
          if (waiting++ === 0) expected++
          const controller = new AbortController()
          controllers.push(controller)
          const load = (signal: AbortSignal) => {
            const loaded = controlledLoad()
            loads.push(loaded)
            return loaded.load(signal)
          }
          const leave = () => {
            waiting--
          }
          flight.run(load, each.leaves ? controller.signal : undefined).then(leave, leave)
        } else if (each.kind === 'abort') controllers[each.caller]?.abort()
        else if (each.fails) loads.at(-1)?.fail(new Error('failed'))
        else loads.at(-1)?.answer('A')
        await new Promise((resolve) => setImmediate(resolve))
        expect(loads).toHaveLength(expected)
        if (waiting > 0) expect(loads.at(-1)?.signal()?.aborted).toBe(false)
      }
      flight.abort()
      await new Promise((resolve) => setImmediate(resolve))
      expect(waiting).toBe(0)
    }),
    { numRuns: 200 },
  )
})

/** A load that ends when the test says so. */
function controlledLoad() {
  let answer: (value: string) => void = () => {}
  let fail: (error: unknown) => void = () => {}
  let given: AbortSignal | undefined
  const result = new Promise<string>((resolve, reject) => {
    answer = resolve
    fail = reject
  })
  const load = (signal: AbortSignal) => {
    given = signal
    return result
  }
  return { load, answer, fail, signal: () => given }
}
