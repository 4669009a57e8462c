import { expect, test } from 'vitest'
import { withErrorCodes } from './open-database.ts'
import { codes, sqliteCode, whileBusy } from './while-busy.ts'

const row = { id: 1 }
const codeless = () => {
  throw new Error('database is locked')
}

/** A statement whose `all` fails without a code, as often as told. */
function failing(times: number, get: () => unknown) {
  let failures = 0
  return withErrorCodes({
    run: () => ({ changes: 0 }),
    get,
    all: () => (failures++ < times ? codeless() : [row]),
  })
}

test('an error without a code is told by its code', () => {
  const full = Object.assign(new Error('full'), { errcode: codes.full })
  const statement = failing(1, () => {
    throw full
  })
  expect(() => statement.all()).toThrow(full)
})

test('a lock that has gone meanwhile is a reason to try again', async () => {
  const statement = failing(2, () => row)
  const rows = await whileBusy(() => statement.all(), { pause: async () => undefined, random: () => 0 })
  expect(rows).toEqual([row])
})

test('what was locked says that it was', () => {
  const error: unknown = (() => {
    try {
      return failing(1, () => row).all()
    } catch (thrown) {
      return thrown
    }
  })()
  expect(sqliteCode(error)).toBe(codes.busy)
})
