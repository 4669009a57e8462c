import { expect, test } from 'vitest'
import { roleIdOf } from './role-id.ts'

test('derives the same 21 characters from an ARN everywhere', () => {
  expect(roleIdOf('arn:aws:iam::000000000000:role/Guest')).toBe('AROA2GHOFW7WKAFYVAUUW')
})

test('tells roles apart by name, path and account', () => {
  const arns = ['000000000000:role/Guest', '000000000000:role/guest', '000000000000:role/a/Guest', '000000000001:role/Guest']
  const ids = arns.map((arn) => roleIdOf(`arn:aws:iam::${arn}`))
  expect(new Set(ids).size).toBe(arns.length)
  for (const id of ids) expect(id).toMatch(/^AROA[A-Z2-7]{17}$/)
})
