import { describe, expect, test } from 'vitest'
import { lengthRange, parsePostPolicy, postPolicyFault } from './post-policy.ts'

const now = Date.UTC(2026, 0, 1)
const encode = (policy: unknown) => Buffer.from(typeof policy === 'string' ? policy : JSON.stringify(policy)).toString('base64')

function verdict(conditions: unknown[], fields: Record<string, string>, expiration = '2026-01-01T00:00:01Z'): string {
  const policy = parsePostPolicy(encode({ expiration, conditions }))
  if (policy.kind === 'fault') return policy.code
  return postPolicyFault(policy, new Map(Object.entries(fields)), now)?.message ?? 'holds'
}

describe('S3 §6 the policy of a form', () => {
  const conditions = [{ bucket: 'photos' }, ['starts-with', '$key', 'u/'], ['eq', '$Acl', 'private'], ['content-length-range', 1, 10]]
  const fields = { bucket: 'photos', key: 'u/a', acl: 'private', policy: 'p', 'x-amz-signature': 's', 'x-ignore-me': 'x' }

  test('holds where every condition does', () => {
    expect(verdict(conditions, fields)).toBe('holds')
  })

  test.each([
    ['another bucket', { bucket: 'other' }, 'Invalid according to Policy: Policy Condition failed: ["eq","$bucket","photos"]'],
    ['another prefix', { key: 'v/a' }, 'Invalid according to Policy: Policy Condition failed: ["starts-with","$key","u/"]'],
    ['another ACL', { acl: 'public-read' }, 'Invalid according to Policy: Policy Condition failed: ["eq","$acl","private"]'],
    ['a field that is not named', { tagging: 'x' }, 'Invalid according to Policy: Extra input fields: tagging'],
  ])('%s is refused', (_, changed, message) => {
    expect(verdict(conditions, { ...fields, ...changed })).toBe(message)
  })

  test('a field that is named and missing is refused, unless anything goes', () => {
    expect(verdict([['eq', '$key', 'a']], {})).toContain('Policy Condition failed')
    expect(verdict([['starts-with', '$key', '']], {})).toBe('holds')
  })

  test('an expired one is refused', () => {
    expect(verdict(conditions, fields, '2026-01-01T00:00:00Z')).toBe('Invalid according to Policy: Policy expired.')
  })

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no expiration', { conditions: [] }],
    ['an expiration that is no date', { expiration: 'tomorrow', conditions: [] }],
    ['no conditions', { expiration: '2026-01-01T00:00:01Z' }],
    ['a condition of another kind', { expiration: '2026-01-01T00:00:01Z', conditions: [['like', '$key', 'x']] }],
    ['a condition that is a text', { expiration: '2026-01-01T00:00:01Z', conditions: ['x'] }],
    ['a condition with a number', { expiration: '2026-01-01T00:00:01Z', conditions: [{ key: 1 }] }],
    ['a range of texts', { expiration: '2026-01-01T00:00:01Z', conditions: [['content-length-range', 'a', 'b']] }],
  ])('%s is no policy', (_, policy) => {
    expect(parsePostPolicy(encode(policy))).toMatchObject({ kind: 'fault', code: 'InvalidPolicyDocument', status: 400 })
  })

  test('all ranges of lengths hold', () => {
    const policy = parsePostPolicy(
      encode({
        expiration: '2026-01-01T00:00:01Z',
        conditions: [
          ['content-length-range', 1, 10],
          ['content-length-range', 3, 20],
        ],
      }),
    )
    expect(policy.kind === 'post-policy' && lengthRange(policy)).toEqual({ min: 3, max: 10 })
    const free = parsePostPolicy(encode({ expiration: '2026-01-01T00:00:01Z', conditions: [] }))
    expect(free.kind === 'post-policy' && lengthRange(free)).toEqual({ min: 0, max: Number.POSITIVE_INFINITY })
  })
})
