import { describe, expect, test } from 'vitest'
import * as exceptions from './exceptions.ts'
import { IdentityServiceError } from './service-errors.ts'

describe('CP-ERR-1 the class of an exception', () => {
  test.for(Object.entries(exceptions))('%s knows its own by name, and no other', ([name, Exception]) => {
    const thrown = new IdentityServiceError(name, 'No', 400)
    expect(thrown).toBeInstanceOf(IdentityServiceError)
    expect(Object.values(exceptions).filter((other) => thrown instanceof other)).toEqual([Exception])
    expect(Exception.name).toBe(name)
  })

  test('knows what an SDK client throws', () => {
    const thrown = Object.assign(new Error('No'), { name: 'NotAuthorizedException' })
    expect(thrown instanceof exceptions.NotAuthorizedException).toBe(true)
    expect(thrown instanceof exceptions.ResourceNotFoundException).toBe(false)
  })

  test.for([undefined, null, 'NotAuthorizedException', { name: 'NotAuthorizedException' }])('knows nothing of %j', (thrown) => {
    expect(thrown instanceof exceptions.NotAuthorizedException).toBe(false)
  })
})
