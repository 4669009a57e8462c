import { AWS } from './aws.ts'
import { awsError } from './aws-error.ts'
import type { PromiseHolder } from './executor-types.ts'
import { inherit } from './inherit.ts'
import { inspect } from './params/inspect.ts'
import { parseUrl } from './parse-url.ts'
import { readableBytes } from './request/readable-bytes.ts'
import type { Util, UtilDate } from './util-types.ts'

const abort = {}

const date: UtilDate = {
  getDate: () => new Date(Date.now() + (AWS.config.systemClockOffset || 0)),
  iso8601: (date = AWS.util.date.getDate()) => date.toISOString().replace(/\.\d{3}Z$/, 'Z'),
  rfc822: (date = AWS.util.date.getDate()) => date.toUTCString(),
  unixTimestamp: (date = AWS.util.date.getDate()) => date.getTime() / 1000,
  from: (date) => new Date(typeof date === 'number' ? date * 1000 : date),
  format(value, formatter = 'iso8601') {
    // Anything else throws, as any call of a function that is not there does.
    return AWS.util.date[formatter as 'iso8601' | 'rfc822' | 'unixTimestamp'](AWS.util.date.from(value))
  },
  parseTimestamp(value) {
    if (typeof value === 'number' || /^\d+$/.test(value)) return new Date(Number(value) * 1000)
    if (/^(\d{4}|\w{3},)/.test(value)) return new Date(value)
    throw AWS.util.error(new Error(`unhandled timestamp format: ${value}`), { code: 'TimestampParserError' })
  },
}

/** `AWS.util`, as it is in browsers; Node's entry changes some members. */
export const util: Util = {
  environment: 'js',
  isBrowser: () => true,
  isNode: () => false,
  inherit,
  inspect,
  abort,
  date,
  error: awsError,
  urlParse: parseUrl,
  buffer: readableBytes,
  fn: { noop() {} },

  each(object, iterate) {
    // Of text keys, as `for … in` has them too.
    for (const [key, value] of Object.entries(object ?? {}) as [string, never][]) {
      if (iterate.call(this, key, value) === abort) break
    }
  },

  arrayEach(array, iterate) {
    for (const [index, value] of Object.entries(array)) {
      if (iterate.call(this, value, Number(index)) === abort) break
    }
  },

  copy(value) {
    if (value === null || value === undefined) return value
    const members: [string, unknown][] = []
    // The chain of prototypes as well: so a copy of a class's object can be called as the object can.
    for (const key in value) members.push([key, value[key]])
    // The same members: what it is for its callers.
    return Object.fromEntries(members) as typeof value
  },

  update(target, members) {
    for (const [key, value] of Object.entries(members ?? {})) {
      // Assigned, this key would exchange the prototype.
      if (key !== '__proto__') (target as Record<string, unknown>)[key] = value
    }
    // It has both's members now.
    return target as typeof target & typeof members
  },

  merge: (a, b) => AWS.util.update(AWS.util.copy(a), b),

  isEmpty: (object) => Object.keys(object ?? {}).length === 0,

  isType: (value, type) => Object.prototype.toString.call(value) === `[object ${typeof type === 'function' ? type.name : type}]`,

  hideProperties(object, names) {
    for (const name of names) Object.defineProperty(object, name, { enumerable: false, writable: true, configurable: true })
  },

  property(object, name, value, enumerable = true, isValue = false) {
    const content = typeof value === 'function' && !isValue ? { get: value as () => unknown } : { value, writable: true }
    Object.defineProperty(object, name, { configurable: true, enumerable, ...content })
  },

  addPromises(constructors, dependency = AWS.config?.getPromisesDependency() ?? Promise) {
    for (const holder of [constructors].flat() as Partial<PromiseHolder>[]) {
      if (typeof dependency === 'function') holder.addPromisesToClass?.(dependency as PromiseConstructor)
      else holder.deletePromisesFromClass?.()
    }
  },

  defer(callback) {
    const { process, setImmediate } = globalThis as Runtime
    if (typeof process?.nextTick === 'function') process.nextTick(callback)
    else if (typeof setImmediate === 'function') setImmediate(callback)
    else setTimeout(callback, 0)
  },

  engine: () => String(globalThis.navigator?.userAgent),

  userAgent() {
    const { environment } = AWS.util
    const agent = `hallpass-${environment}/${AWS.VERSION}`
    return environment === 'nodejs' ? `${agent} ${AWS.util.engine()}` : agent
  },
}

/** What may be there, by the names that all runtimes with it share. */
type Runtime = {
  process?: { nextTick?(callback: () => void): void }
  setImmediate?(callback: () => void): void
}
