import { describe, expect, test } from 'vitest'
import { callStateOf } from './call-state.ts'

describe('callStateOf', () => {
  test('is one for each client', () => {
    const client = {}
    expect(callStateOf(client)).toBe(callStateOf(client))
    expect(callStateOf(client)).not.toBe(callStateOf({}))
  })

  test('takes the clock that it is given, and keeps it', () => {
    const client = {}
    const local = () => 5
    const state = callStateOf(client, local)
    expect(state.clock.now()).toBe(5)
    expect(callStateOf(client, local)).toBe(state)
    expect(callStateOf(client)).toBe(state)
  })

  test('measures another clock anew, and keeps the tokens for retries', () => {
    const client = {}
    const state = callStateOf(client)
    state.clock.observe(new Date(Date.now() + 600_000).toUTCString(), Date.now(), Date.now())
    state.retryTokens = 7
    expect(callStateOf(client, () => 5)).toMatchObject({ retryTokens: 7, clock: { offset: 0 } })
  })
})
