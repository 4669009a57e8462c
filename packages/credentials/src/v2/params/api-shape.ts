import type { Shape } from '../../model/shape.ts'

/** A shape as the SDK's users know it. What they write themselves needs none of the members: a shape without a type is a string's. */
export interface ApiShape {
  readonly type?: string
  /** Of a structure. */
  readonly members?: Readonly<Record<string, ApiShape>>
  /** Of a structure. */
  readonly required?: readonly string[]
  /** Of a list. */
  readonly member?: ApiShape
  /** Of a map. */
  readonly key?: ApiShape
  /** Of a map. */
  readonly value?: ApiShape
  /** Of a text's length, a number, or how many a list or a map holds. */
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  /** Log lines do not show it. */
  readonly isSensitive?: boolean
  /** Said by the shapes of the model, whose patterns are for whole texts. */
  readonly kind?: string
}

/** A shape of the model by the SDK's names. */
export function apiShape(shape: Shape): ApiShape {
  // Read as one type: each kind has some of these.
  const { values, sensitive, members, member, key, value, ...rest } = shape as Partial<Everything> & Shape
  return {
    ...rest,
    type: shape.kind,
    ...(values && { enum: values }),
    ...(sensitive && { isSensitive: true }),
    ...(members && { members: Object.fromEntries(Object.entries(members).map(([name, of]) => [name, apiShape(of)])) }),
    ...(member && { member: apiShape(member) }),
    ...(key && value && { key: apiShape(key), value: apiShape(value) }),
  }
}

interface Everything {
  values: readonly string[]
  sensitive: true
  members: Readonly<Record<string, Shape>>
  member: Shape
  key: Shape
  value: Shape
}
