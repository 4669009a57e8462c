import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { BodyBudget } from './body-budget.ts'

const newResponse = () => new ServerResponse(new IncomingMessage(new Socket()))
const longBody = 1024 * 1024

test('what is over 64 MiB is refused until others are answered', () => {
  const budget = new BodyBudget()
  const responses = Array.from({ length: 65 }, newResponse)
  for (const response of responses) {
    const fits = budget.open(response)
    for (let length = longBody / 4; length <= longBody; length += longBody / 4) expect(fits(length)).toBe(true)
  }
  const late = budget.open(newResponse())
  expect(late(longBody)).toBe(false)
  responses[0]?.emit('close')
  expect(late(longBody)).toBe(true)
  expect(budget.open(newResponse())(longBody)).toBe(false)
})

test('short bodies are not counted', () => {
  const budget = new BodyBudget()
  for (let n = 0; n < 10_000; n += 1) budget.open(newResponse())(16 * 1024)
  for (let n = 0; n < 65; n += 1) budget.open(newResponse())(longBody)
  expect(budget.open(newResponse())(longBody)).toBe(false)
  expect(budget.open(newResponse())(16 * 1024)).toBe(true)
})
