import { describe, expect } from 'vitest'
import { cognitoIdentity } from '../../src/cognito-identity/api.ts'
import { test } from '../hallpass.ts'
import { callAsRoot } from '../support/json-wire.ts'
import { edges, example } from './shape-examples.ts'
import { faults } from './shape-faults.ts'

describe.for([...cognitoIdentity.operations.values()])('$name', ({ name, input }) => {
  test('names each constraint that is broken, and its member', async ({ hallpass }) => {
    const broken = faults(input)
    expect(broken.length).toBeGreaterThan(0)
    for (const { value, clause } of broken) {
      const { status, json } = await callAsRoot(hallpass, name, value)
      expect({ status, json }, clause).toEqual({
        status: 400,
        json: { __type: 'ValidationException', message: expect.stringContaining(clause) },
      })
      expect(json).toMatchObject({ message: expect.stringMatching(/^(1 validation error|[2-9] validation errors) detected: /) })
      expect(json).not.toMatchObject({ message: expect.stringContaining('[object') })
    }
  })

  test('takes what just meets its constraints', async ({ hallpass }) => {
    for (const value of [example(input), ...edges(input)]) {
      const { status, json } = await callAsRoot(hallpass, name, value)
      expect({ status, json }).not.toMatchObject({ json: { __type: 'ValidationException' } })
      expect(status).not.toBe(500)
    }
  })
})
