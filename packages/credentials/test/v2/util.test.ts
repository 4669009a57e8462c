import { describe, expect, vi } from 'vitest'
import { implementations, testOf } from './both.ts'

describe.each(implementations)('CP-V2 AWS.util of $name', (implementation) => {
  const test = testOf(implementation)

  describe('error', () => {
    test('gives an error its code, its name and the time', ({ AWS }) => {
      const error = new Error('text')
      expect(AWS.util.error(error, { code: 'Code', statusCode: 400 })).toBe(error)
      expect(error).toMatchObject({ code: 'Code', name: 'Code', message: 'text', statusCode: 400, time: expect.any(Date) })
      expect(Object.keys(error)).toEqual(['message', 'code', 'statusCode', 'time'])
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({ message: 'text', code: 'Code' })
    })

    test('takes a name for the code, and prefers it as the name', ({ AWS }) => {
      expect(AWS.util.error(new Error(), { name: 'Name' })).toMatchObject({ code: 'Name', name: 'Name', message: null })
      expect(AWS.util.error(new Error(), { name: 'Name', code: 'Code' })).toMatchObject({ code: 'Code', name: 'Name' })
    })

    test('takes a text for the message', ({ AWS }) => {
      expect(AWS.util.error(new Error(), 'text')).toMatchObject({ message: 'text', name: 'Error' })
    })

    test.for([undefined, null, {}])('leaves the message alone with %s', (options, { AWS }) => {
      const error = AWS.util.error(new TypeError('text'), options)
      expect(error).toMatchObject({ message: 'text', name: 'Error' })
      expect(error).not.toHaveProperty('originalError')
    })

    test('keeps what the error was where the message changes', ({ AWS }) => {
      const first = AWS.util.error(new Error('first'), { code: 'First', extra: { a: 1 } })
      const second = AWS.util.error(first, { code: 'Second', message: 'second' })
      expect(second).toBe(first)
      // The name stays, unless the options have one.
      expect(second).toMatchObject({ code: 'Second', name: 'First', message: 'second', extra: { a: 1 } })
      expect(second.originalError).toMatchObject({ message: 'first', code: 'First', extra: { a: 1 } })
      expect(second.originalError).not.toBeInstanceOf(Error)
      const third = AWS.util.error(second, 'third')
      expect(third.originalError).toMatchObject({ message: 'second', originalError: { message: 'first' } })
    })

    test('takes a stack', ({ AWS }) => {
      expect(AWS.util.error(new Error(), { stack: 'here' }).stack).toBe('here')
    })

    test('A4.8 hides members in brackets', ({ AWS }) => {
      const options = Object.defineProperty({ code: 'Code', '[Pool]': 'x' }, 'Pool', { value: 'hidden', enumerable: false })
      const error = AWS.util.error(new Error(), options)
      expect(error).toHaveProperty('Pool', 'hidden')
      expect(Reflect.get(error, '[Pool]')).toBe('See error.Pool for details.')
      expect(Object.keys(error)).not.toContain('Pool')
      const falsy = AWS.util.error(new Error(), Object.defineProperty({ '[Pool]': 'x' }, 'Pool', { value: 0 }))
      expect(falsy).toHaveProperty('Pool', null)
    })
  })

  test('copy takes inherited members along, to one depth', ({ AWS }) => {
    const inner = {}
    const value = Object.assign(Object.create({ inherited: 1 }), { own: inner })
    expect(AWS.util.copy(value)).toEqual({ inherited: 1, own: inner })
    expect(AWS.util.copy(value).own).toBe(inner)
    expect(AWS.util.copy(value)).not.toBe(value)
    expect([AWS.util.copy(null), AWS.util.copy(undefined)]).toEqual([null, undefined])
  })

  test('update changes the first object, merge neither', ({ AWS }) => {
    const [a, b] = [{ a: 1, b: 1 }, { b: 2 }]
    expect(AWS.util.merge(a, b)).toEqual({ a: 1, b: 2 })
    expect(a).toEqual({ a: 1, b: 1 })
    expect(AWS.util.update(a, b)).toBe(a)
    expect(a).toEqual({ a: 1, b: 2 })
    expect(AWS.util.update(a, undefined)).toBe(a)
  })

  test('each goes through own members until it is told to end', ({ AWS }) => {
    const seen: unknown[] = []
    AWS.util.each(Object.assign(Object.create({ inherited: 1 }), { a: 1, b: 2, c: 3 }), (key, value) => {
      seen.push([key, value])
      return key === 'b' ? AWS.util.abort : undefined
    })
    expect(seen).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    AWS.util.each(null, () => seen.push('never'))
    expect(seen).toHaveLength(2)
  })

  test('arrayEach counts', ({ AWS }) => {
    const seen: unknown[] = []
    AWS.util.arrayEach(['a', 'b'], (value, index) => void seen.push([value, index]))
    expect(seen).toEqual([
      ['a', 0],
      ['b', 1],
    ])
  })

  test('each and arrayEach call back with the this that they were called with', ({ AWS }) => {
    const self = { seen: 0 }
    function count(this: unknown) {
      expect(this).toBe(self)
      self.seen += 1
    }
    AWS.util.each.call(self as never, { a: 1 }, count)
    AWS.util.arrayEach.call(self as never, [1], count)
    expect(self.seen).toBe(2)
  })

  describe('inherit', () => {
    interface Animal {
      name: string
      speak(): string
    }

    test('makes a class of features, on top of another', ({ AWS }) => {
      const Base = AWS.util.inherit<new (name: string) => Animal>({
        constructor: function Animal(name: string) {
          this.name = name
        },
        speak() {
          return `I am ${this.name}`
        },
      })
      const Loud = AWS.util.inherit(Base, {
        speak() {
          return `${Base.prototype.speak.call(this)}!`
        },
      })
      const rex = new Loud('Rex')
      expect(rex.speak()).toBe('I am Rex!')
      expect(rex).toBeInstanceOf(Base)
      expect(Reflect.get(Loud, '__super__')).toBe(Base)
      expect(Reflect.get(Base, '__super__')).toBe(Object)
      expect(rex.constructor).toBe(Loud)
    })
  })

  test('isType knows dates of other realms, isEmpty objects without members', ({ AWS }) => {
    expect(AWS.util.isType(new Date(), Date)).toBe(true)
    expect(AWS.util.isType(new Date(), 'Date')).toBe(true)
    expect(AWS.util.isType('2014', Date)).toBe(false)
    expect([AWS.util.isEmpty({}), AWS.util.isEmpty({ a: 1 }), AWS.util.isEmpty(Object.create({ a: 1 }))]).toEqual([true, false, true])
  })

  test('property and hideProperties keep members from inspection', ({ AWS }) => {
    const object: Record<string, unknown> = { secret: 1 }
    AWS.util.hideProperties(object, ['secret', 'later'])
    object['later'] = 2
    expect(Object.keys(object)).toEqual([])
    AWS.util.property(object, 'shown', 1)
    AWS.util.property(object, 'made', () => 2, false)
    AWS.util.property(object, 'call', () => 3, false, true)
    expect([Object.keys(object), object['made'], (object['call'] as () => number)()]).toEqual([['shown'], 2, 3])
  })

  test('defer calls back later', async ({ AWS }) => {
    const seen: string[] = []
    await new Promise<void>((resolve) => {
      AWS.util.defer(() => {
        seen.push('deferred')
        resolve()
      })
      seen.push('first')
    })
    expect(seen).toEqual(['first', 'deferred'])
  })

  describe('date', () => {
    const date = new Date(1_400_000_000_123)

    test('is written in three ways', ({ AWS }) => {
      const { iso8601, rfc822, unixTimestamp, format } = AWS.util.date
      expect(iso8601(date)).toBe('2014-05-13T16:53:20Z')
      expect(rfc822(date)).toBe('Tue, 13 May 2014 16:53:20 GMT')
      expect(unixTimestamp(date)).toBe(1_400_000_000.123)
      expect(format(date)).toBe('2014-05-13T16:53:20Z')
      expect(format(1_400_000_000, 'rfc822')).toBe('Tue, 13 May 2014 16:53:20 GMT')
      expect(format('2014-05-13T16:53:20Z', 'unixTimestamp')).toBe(1_400_000_000)
    })

    test.for([1_400_000_000, '1400000000', '2014-05-13T16:53:20Z', 'Tue, 13 May 2014 16:53:20 GMT'])('is read from %s', (text, { AWS }) => {
      expect(AWS.util.date.parseTimestamp(text)).toEqual(new Date(1_400_000_000_000))
    })

    test('is not read from anything else', ({ AWS }) => {
      expect(() => AWS.util.date.parseTimestamp('yesterday')).toThrow('unhandled timestamp format: yesterday')
    })

    test('is shifted by the offset of the configuration', ({ AWS }) => {
      vi.useFakeTimers({ now: date, toFake: ['Date'] })
      expect(AWS.util.date.getDate()).toEqual(date)
      AWS.config.systemClockOffset = 1000
      expect(AWS.util.date.getDate()).toEqual(new Date(1_400_000_001_123))
      expect(AWS.util.date.unixTimestamp()).toBe(1_400_000_001.123)
      vi.useRealTimers()
    })
  })

  test('tells Node from browsers, and may be told otherwise', ({ AWS }) => {
    expect([AWS.util.isBrowser(), AWS.util.isNode()]).toEqual([false, true])
    AWS.util.isBrowser = () => true
    expect(AWS.util.isBrowser()).toBe(true)
  })

  test('names Node and where it runs', ({ AWS }) => {
    vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs20.x')
    expect(AWS.util.engine()).toBe(`${process.platform}/${process.version} exec-env/AWS_Lambda_nodejs20.x`)
    expect(AWS.util.userAgent()).toMatch(new RegExp(`^[a-z-]+nodejs/[\\d.]+ ${process.platform}/`))
  })

  test('is a browser’s where there is a browser', ({ browser: { AWS } }) => {
    expect(AWS.util.isBrowser()).toBe(true)
  })
})
