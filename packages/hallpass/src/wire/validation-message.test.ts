import { expect, test } from 'vitest'
import { validationMessage } from './validation-message.ts'

const tooLong = { path: 'roleArn', shown: 'x', constraint: 'Member must have length less than or equal to 4' }
const missing = { path: 'tags.1.member.key', shown: null, constraint: 'Member must not be null' }
const sensitive = { path: 'webIdentityToken', shown: undefined, constraint: 'Member must have length greater than or equal to 4' }

test('tells one violation in the singular, with its value', () => {
  expect(validationMessage([tooLong], 'values')).toBe(
    "1 validation error detected: Value 'x' at 'roleArn' failed to satisfy constraint: Member must have length less than or equal to 4",
  )
})

test('joins several violations with semicolons', () => {
  expect(validationMessage([tooLong, missing], 'values')).toBe(
    "2 validation errors detected: Value 'x' at 'roleArn' failed to satisfy constraint: Member must have length less than or equal to 4; " +
      "Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
  )
})

test('leaves a sensitive value out', () => {
  expect(validationMessage([sensitive], 'values')).toBe(
    "1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4",
  )
})

test('leaves every value out for a service that shows none, but tells what is missing', () => {
  expect(validationMessage([tooLong, missing], 'no-values')).toBe(
    "2 validation errors detected: Value at 'roleArn' failed to satisfy constraint: Member must have length less than or equal to 4; " +
      "Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
  )
})
