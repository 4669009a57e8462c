import type { AWSError, PromiseHolder } from './executor-types.ts'
import type { inherit } from './inherit.ts'

/** The part of `AWS.util` that applications use. */
export interface Util {
  /** What the user agent names: `js`, `nodejs` in Node. */
  environment: string
  /** True in what is built for browsers, workers and React Native; a test may replace it. */
  isBrowser(): boolean
  isNode(): boolean
  inherit: typeof inherit & Inherit
  /** What log lines show of parameters; Node's own in Node. */
  inspect(value: unknown, showHidden?: boolean, depth?: number | null): string
  /** A plain object with the members of `value`, those of its prototype too. Null and undefined are handed back. */
  copy<T>(value: T): T
  /** `update(copy(a), b)` */
  merge<A, B>(a: A, b: B): A & B
  /** Sets the members of `b` on `a`, which it returns. */
  update<A, B>(a: A, b: B): A & B
  /** Calls back for each own member; `this` there is the `this` of the call. */
  each<T extends object>(object: T | null | undefined, iterate: (key: string, value: T[keyof T]) => unknown): void
  arrayEach<T>(array: readonly T[], iterate: (value: T, index: number) => unknown): void
  /** Handed back from `each` and `arrayEach`, it ends them. */
  readonly abort: object
  /** Makes the error one of the SDK's: options become members, `name` is `code`. A message in the options keeps the former one in `originalError`. */
  error(error: Error, options?: object | string | null): AWSError
  addPromises(constructors: PromiseHolder | readonly PromiseHolder[], dependency?: unknown): void
  /** Calls back on a later tick. */
  defer(callback: () => void): void
  date: UtilDate
  userAgent(): string
  engine(): string
  isEmpty(object: object): boolean
  isType(value: unknown, type: unknown): boolean
  hideProperties(object: object, names: readonly string[]): void
  property(object: object, name: string, value: unknown, enumerable?: boolean, isValue?: boolean): void
  urlParse(url: string): ParsedUrl
  /** Bytes whose `toString()` is their text: `Buffer`s in Node, where `v2.node.ts` replaces this. */
  buffer: {
    toBuffer(data: string | Uint8Array): Uint8Array
    concat(parts: readonly Uint8Array[]): Uint8Array
  }
  fn: { noop(): void }
}

/** A class of features, whose objects have them, and what the base's have. */
export interface Inherit {
  <Features extends object>(features: Features & ThisType<Features>): AnyConstructor<Features>
  <Base extends AbstractConstructor, Features extends object>(
    base: Base,
    features: Features & ThisType<Features & InstanceType<Base>>,
  ): AnyConstructor<Features & InstanceType<Base>>
}
// biome-ignore lint/suspicious/noExplicitAny: the features say how the class is constructed, which their type does not.
type AnyConstructor<Instance> = { new (...values: any[]): Instance; readonly prototype: Instance }
// biome-ignore lint/suspicious/noExplicitAny: as above
type AbstractConstructor = abstract new (...values: any[]) => object

export interface UtilDate {
  /** The local time and `AWS.config.systemClockOffset`. */
  getDate(): Date
  iso8601(date?: Date): string
  rfc822(date?: Date): string
  /** Seconds. */
  unixTimestamp(date?: Date): number
  /** Numbers are seconds. */
  from(date: number | string | Date): Date
  format(date: number | string | Date, formatter?: string): string | number
  /** Numbers, and texts of digits alone, are seconds. */
  parseTimestamp(value: number | string): Date
}

/** The parts of a URL; what it does not have is null. */
export interface ParsedUrl {
  slashes: boolean
  /** `user:password` */
  auth: string | null
  hash: string | null
  search: string | null
  query: string | null
  /** `https:` */
  protocol: string
  /** With the port, where the text has one. */
  host: string
  port: string | null
  hostname: string
  pathname: string
  /** With the query. */
  path: string
  href: string
}
