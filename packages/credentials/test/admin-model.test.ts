import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cognitoIdentity } from '../../hallpass/src/cognito-identity/api.ts'
import type { AnyOperation } from '../../hallpass/src/operation/operation.ts'
import { findViolations } from '../../hallpass/src/operation/violation.ts'
import { readJson } from '../../hallpass/src/wire/read-json.ts'
import { arbitraryInput } from '../../hallpass/test/cognito-identity/arbitrary-inputs.ts'
import { edges, exampleStructure } from '../../hallpass/test/cognito-identity/shape-examples.ts'
import { faults } from '../../hallpass/test/cognito-identity/shape-faults.ts'
import { checkInput } from '../src/admin/check-input.ts'
import { operations } from '../src/model/generated/operations.ts'
import type { OperationName } from '../src/model/generated/types.ts'

// The keys of the model are the names of the operations.
const names = Object.keys(operations) as OperationName[]

describe('CP-V2-9 the rules of the client are those of the server:', () => {
  test('it knows the same operations, and which of them are public', () => {
    const isPublic = ({ name, auth }: AnyOperation) => [name, auth === 'public']
    expect(names.map((name) => [name, operations[name].isPublic === true])).toEqual([...cognitoIdentity.operations.values()].map(isPublic))
  })

  describe.each(names)('%s', (name) => {
    const { input } = server(name)

    test('the smallest input is taken, and what goes to the edge of a rule', () => {
      for (const value of [exampleStructure(input), ...edges(input)]) expect(isSent(name, value)).toBe(true)
    })

    test('what breaks one rule is not sent', () => {
      const sent = faults(input).filter(({ value }) => isSent(name, value))
      expect(sent).toEqual([])
    })

    test('whatever is sent, the server takes', () => {
      const law = fc.property(arbitraryInput(input), (value) => {
        fc.pre(isSent(name, value))
        const body = JSON.stringify(checkInput(name, operations[name].input, value))
        // A text that is no Unicode can be written as JSON, and the server does not read it.
        fc.pre(!/\\ud[89a-f]/.test(body))
        expect(findViolations(input, readJson(input, new TextEncoder().encode(body)))).toEqual([])
      })
      fc.assert(law, { numRuns: 60 })
    })
  })
})

function server(name: string): AnyOperation {
  const operation = cognitoIdentity.operations.get(name)
  if (operation === undefined) throw new Error(`The server has no ${name}.`)
  return operation
}

function isSent(name: OperationName, value: unknown): boolean {
  try {
    checkInput(name, operations[name].input, value)
    return true
  } catch {
    return false
  }
}
