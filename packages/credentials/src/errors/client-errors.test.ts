import { describe, expect, test } from 'vitest'
import * as errors from './client-errors.ts'

describe('CP-ERR-3 the errors of this side', () => {
  test.each(Object.entries(errors))('%s is an error of that name', (name, ErrorClass) => {
    const error = new ErrorClass('What happened')
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(ErrorClass)
    expect(error).toMatchObject({ name, message: 'What happened' })
    expect(String(error)).toBe(`${name}: What happened`)
  })

  test.each(Object.values(errors))('each keeps its cause', (ErrorClass) => {
    const cause = new Error('below')
    expect(new ErrorClass('above', { cause }).cause).toBe(cause)
    expect('cause' in new ErrorClass('above')).toBe(false)
  })

  test('a login token error has no reason unless it is given one', () => {
    expect('reason' in new errors.LoginTokenError('x')).toBe(false)
  })
})
