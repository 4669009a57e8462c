import type { PromiseHolder } from './classes.ts'
import type { inherit } from './inherit.ts'

/** The part of `AWS.util` that applications use. */
export interface Util {
  /** True in what is built for browsers, workers and React Native; a test may replace it. */
  isBrowser(): boolean
  isNode(): boolean
  inherit: typeof inherit
  /** A shallow copy; anything but an object is handed back. */
  copy<T>(value: T): T
  /** `update(copy(a), b)` */
  merge<A, B>(a: A, b: B): A & B
  /** Sets the members of `b` on `a`, which it returns. */
  update<A, B>(a: A, b: B): A & B
  each<T extends object>(object: T, iterate: (key: string, value: T[keyof T]) => unknown): void
  arrayEach<T>(array: readonly T[], iterate: (value: T, index: number) => unknown): void
  /** Handed back from `each` and `arrayEach`, it ends them. */
  readonly abort: object
  error(error: Error, options?: object | string | null): import('./classes.ts').AWSError
  addPromises(constructors: PromiseHolder | readonly PromiseHolder[], dependency?: unknown): void
  /** Calls back on a later tick. */
  defer(callback: () => void): void
  date: {
    getDate(): Date
    iso8601(date?: Date): string
    rfc822(date?: Date): string
    unixTimestamp(date?: Date): number
    from(format: number | string | Date): Date
    format(date: Date, formatter?: string): string
    parseTimestamp(value: number | string | Date): Date
  }
  userAgent(): string
  engine(): string
  isEmpty(object: object): boolean
  isType(value: unknown, type: unknown): boolean
  typeName(type: unknown): string
  mixin<A, B>(a: A, b: B): A
  hideProperties(object: object, names: readonly string[]): void
  property(object: object, name: string, value: unknown, enumerable?: boolean, isAccessor?: boolean): void
  memoizedProperty?: never
  urlParse(url: string): URL
  fn: { noop(): void }
}
