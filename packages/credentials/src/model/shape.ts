/** The shapes of inputs and outputs, as data. The numbers and patterns are those that the server holds inputs against. */
export type Shape = StringShape | IntegerShape | BooleanShape | TimestampShape | ListShape | MapShape | StructureShape

export interface StringShape {
  readonly kind: 'string'
  /** UTF-16 code units. */
  readonly min?: number
  /** UTF-16 code units. */
  readonly max?: number
  /** A regular expression of Java's kind, for whole texts: `\s` is ASCII there. */
  readonly pattern?: string
  readonly values?: readonly string[]
  /** The value is never repeated in a message. */
  readonly sensitive?: true
}

export interface IntegerShape {
  readonly kind: 'integer'
  readonly min?: number
  readonly max?: number
}

export interface BooleanShape {
  readonly kind: 'boolean'
}

/** Seconds since the epoch on the wire, a `Date` for applications. */
export interface TimestampShape {
  readonly kind: 'timestamp'
}

export interface ListShape {
  readonly kind: 'list'
  readonly member: Shape
  readonly min?: number
  readonly max?: number
}

/** An object with keys of the application's choice. */
export interface MapShape {
  readonly kind: 'map'
  readonly key: StringShape
  readonly value: Shape
  readonly max?: number
}

export interface StructureShape {
  readonly kind: 'structure'
  readonly members: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
}

export interface OperationModel {
  /** Anybody may call it: requests are not signed. */
  readonly isPublic?: true
  readonly input: StructureShape
  /** Of an operation that answers nothing: no members. */
  readonly output: StructureShape
}
