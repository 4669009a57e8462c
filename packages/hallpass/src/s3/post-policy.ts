import { accessDenied, fault, type S3Fault } from './s3-fault.ts'

export interface PostPolicy {
  readonly kind: 'post-policy'
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly conditions: readonly PostCondition[]
}

export type PostCondition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'content-length-range'; readonly min: number; readonly max: number }

/**
 * The policy of an upload by an HTML form.
 * @param encoded base64, as in the form
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function parsePostPolicy(encoded: string): PostPolicy | S3Fault {
  const policy = decode(encoded)
  const { expiration, conditions } = isObject(policy) ? policy : {}
  const expiresAt = typeof expiration === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(expiration) ? Date.parse(expiration) : Number.NaN
  if (Number.isNaN(expiresAt)) return invalidPolicy("Invalid 'expiration' value")
  const read = Array.isArray(conditions) ? conditions.flatMap(readCondition) : [undefined]
  const known = read.filter((condition) => condition !== undefined)
  if (known.length < read.length) return invalidPolicy('Invalid JSON: conditions')
  return { kind: 'post-policy', expiresAt, conditions: known }
}

/**
 * Why a form does not meet its policy, or undefined.
 * @param fields by lower-case name, `bucket` and the final `key` among them, without the file
 * @param now milliseconds since the epoch
 */
export function postPolicyFault(
  { expiresAt, conditions }: PostPolicy,
  fields: ReadonlyMap<string, string>,
  now: number,
): S3Fault | undefined {
  if (expiresAt <= now) return accessDenied('Invalid according to Policy: Policy expired.')
  for (const condition of conditions) {
    if (condition.kind === 'content-length-range' || holds(condition, fields.get(condition.field) ?? '')) continue
    const { kind, field, value } = condition
    return accessDenied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify([kind, `$${field}`, value])}`)
  }
  const named = new Set(conditions.map((condition) => (condition.kind === 'content-length-range' ? '' : condition.field)))
  const extra = [...fields.keys()].filter((field) => !named.has(field) && !isFree(field))
  return extra.length === 0 ? undefined : accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`)
}

/** How long the file may be, bytes: all ranges must hold. */
export function lengthRange({ conditions }: PostPolicy): { readonly min: number; readonly max: number } {
  const ranges = conditions.filter((condition) => condition.kind === 'content-length-range')
  return { min: Math.max(0, ...ranges.map(({ min }) => min)), max: Math.min(Number.POSITIVE_INFINITY, ...ranges.map(({ max }) => max)) }
}

function holds({ kind, value }: { kind: 'eq' | 'starts-with'; value: string }, given: string): boolean {
  return kind === 'eq' ? given === value : given.startsWith(value)
}

/** Fields that no condition need name. */
function isFree(field: string): boolean {
  return ['bucket', 'policy', 'file', 'x-amz-signature'].includes(field) || field.startsWith('x-ignore-')
}

function readCondition(condition: unknown): readonly (PostCondition | undefined)[] {
  if (Array.isArray(condition)) return [readTriple(condition)]
  if (!isObject(condition)) return [undefined]
  return Object.entries(condition).map(([field, value]) =>
    typeof value === 'string' ? { kind: 'eq', field: field.toLowerCase(), value } : undefined,
  )
}

function readTriple(condition: readonly unknown[]): PostCondition | undefined {
  const [operator, first, second] = condition
  if (condition.length !== 3 || typeof operator !== 'string') return undefined
  const kind = operator.toLowerCase()
  if (kind === 'content-length-range') {
    const [min, max] = [Number(first), Number(second)]
    return Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 ? { kind, min, max } : undefined
  }
  const isTest = kind === 'eq' || kind === 'starts-with'
  if (!isTest || typeof first !== 'string' || !first.startsWith('$') || typeof second !== 'string') return undefined
  return { kind, field: first.slice(1).toLowerCase(), value: second }
}

function decode(encoded: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64')))
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalidPolicy(reason: string): S3Fault {
  return fault('InvalidPolicyDocument', 400, `Invalid Policy: ${reason}`)
}
