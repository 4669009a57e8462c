import { expect, test } from 'vitest'
import { packedPolicySize, tooLarge } from './packed-size.ts'

const tags = new Map([['team', 'blue']])
const none = { policies: { arns: [] }, tags: new Map<string, string>() }
const policies = { inline: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}', arns: [] }

test('weighs nothing where nothing is passed', () => {
  expect(packedPolicySize(none)).toBeUndefined()
})

test.each([{ tags }, { policies }, { policies: { arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } }])('weighs %j', (content) => {
  const packed = packedPolicySize({ ...none, ...content })
  expect(packed).toBeGreaterThan(0)
  expect(packed).toBeLessThan(10)
})

test('weighs more where more is passed', () => {
  const noise = new Map(Array.from({ length: 10 }, (_, index) => [`k${index}`, crypto.randomUUID()]))
  expect(packedPolicySize({ policies, tags: noise })).toBeGreaterThan(packedPolicySize({ policies, tags }) ?? 0)
})

test('says what does not fit', () => {
  expect([tooLarge({ ...none, tags }, 138), tooLarge({ ...none, policies }, 101), tooLarge({ policies, tags }, 200)]).toEqual([
    'Packed size of session tags consumes 138% of allotted space.',
    'Packed size of session policies consumes 101% of allotted space.',
    'Packed size of session policies and tags consumes 200% of allotted space.',
  ])
})
