/** The shapes of an operation's input, as data: the wires decode by them, and {@link findViolations} holds values against them. */
export type Shape = StringShape | IntegerShape | BooleanShape | ListShape | MapShape | StructureShape

/** The shapes of an operation's output: no input of our services holds a time. */
export type OutputShape = Shape | TimestampShape

export interface StringShape {
  readonly kind: 'string'
  /** UTF-16 code units. */
  readonly min?: number
  /** UTF-16 code units. */
  readonly max?: number
  readonly pattern?: Pattern
  readonly values?: readonly string[]
  /** The value, and whatever holds it, is never repeated in a message. */
  readonly sensitive?: true
}

export interface Pattern {
  /** Exactly as AWS's model has it, for messages. */
  readonly text: string
  /** Matches whole texts only. */
  readonly whole: RegExp
}

export interface IntegerShape {
  readonly kind: 'integer'
  readonly min?: number
  readonly max?: number
}

export interface BooleanShape {
  readonly kind: 'boolean'
}

/** A `Date`: seconds since the epoch on the JSON wire, with milliseconds as a fraction. */
export interface TimestampShape {
  readonly kind: 'timestamp'
}

export interface ListShape<M extends OutputShape = Shape> {
  readonly kind: 'list'
  readonly member: M
  readonly min?: number
  readonly max?: number
  /** Whether the service, where it lists the constraints of a scalar member, says that it must not be null. */
  readonly saysNotNull?: true
}

export interface MapShape<V extends Shape = Shape> {
  readonly kind: 'map'
  readonly key: StringShape
  readonly value: V
  readonly max?: number
}

export interface StructureShape<M extends Members = Members> {
  readonly kind: 'structure'
  readonly members: M
}

export interface Optional<S extends OutputShape = Shape> {
  readonly kind: 'optional'
  readonly shape: S
}

// biome-ignore lint/complexity/noBannedTypes: a structure may have no members at all.
export type Members = { readonly [name: string]: Shape | Optional } | {}

/** The type of the values that fit a shape. */
export type Value<S> = S extends { kind: 'string'; values: readonly (infer V)[] }
  ? V
  : S extends StringShape
    ? string
    : S extends IntegerShape
      ? number
      : S extends BooleanShape
        ? boolean
        : S extends TimestampShape
          ? Date
          : S extends ListShape<infer M>
            ? readonly Value<M>[]
            : S extends MapShape<infer V>
              ? ReadonlyMap<string, Value<V>>
              : S extends StructureShape<infer M>
                ? { readonly [K in keyof M]: M[K] extends Optional<infer O> ? Value<O> | undefined : Value<M[K]> }
                : never

export function string<const R extends Omit<StringShape, 'kind'>>(rules: R = {} as R): { readonly kind: 'string' } & R {
  return { kind: 'string', ...rules }
}

/** A pattern of AWS's model, whose regular expressions are Java's: `\s` is ASCII there. */
export function pattern(text: string): Pattern {
  return { text, whole: new RegExp(`^(?:${text.replaceAll('\\s', ' \\t\\n\\x0B\\f\\r')})$`, 'u') }
}

export function integer(rules: Omit<IntegerShape, 'kind'> = {}): IntegerShape {
  return { kind: 'integer', ...rules }
}

export const boolean: BooleanShape = { kind: 'boolean' }

export const timestamp: TimestampShape = { kind: 'timestamp' }

export function list<M extends OutputShape>(member: M, rules: Omit<ListShape, 'kind' | 'member'> = {}): ListShape<M> {
  return { kind: 'list', member, ...rules }
}

export function map<V extends Shape>(key: StringShape, value: V, rules: { readonly max?: number } = {}): MapShape<V> {
  return { kind: 'map', key, value, ...rules }
}

export function structure<const M extends Members>(members: M): StructureShape<M> {
  return { kind: 'structure', members }
}

export function optional<S extends OutputShape>(shape: S): Optional<S> {
  return { kind: 'optional', shape }
}
