import { describe, expect } from 'vitest'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { refused, send } from '../support/json-wire.ts'
import type { Signing } from '../support/sign-request.ts'

const now = Date.UTC(2026, 0, 1, 0, 15, 0)

/** A server whose clock stands still at 00:15:00. */
const test = base.extend<{ stopped: Hallpass }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  stopped: async ({}, use) => {
    const hallpass = await startHallpass({ now: () => now })
    await use(hallpass)
    await hallpass.close()
  },
})

describe('a signature', () => {
  test('may be five minutes old or early', async ({ stopped }) => {
    for (const at of [now - 300_000, now, now + 300_000]) expect((await list(stopped, { at })).status).toBe(200)
  })

  test('that is older is refused', async ({ stopped }) => {
    const message = 'Signature expired: 20260101T000959Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)'
    expect(await list(stopped, { at: now - 301_000 })).toMatchObject(refused('InvalidSignatureException', message))
  })

  test('that is earlier is refused', async ({ stopped }) => {
    const message = 'Signature not yet current: 20260101T002001Z is still later than 20260101T002000Z (20260101T001500Z + 5 min.)'
    expect(await list(stopped, { at: now + 301_000 })).toMatchObject(refused('InvalidSignatureException', message))
  })

  test('for another service is refused', async ({ stopped }) => {
    const message = "Credential should be scoped to correct service: 'cognito-identity'. "
    expect(await list(stopped, { at: now, service: 'sts' })).toMatchObject(refused('InvalidSignatureException', message))
  })

  test('for another day than its date is refused', async ({ stopped }) => {
    const { json } = await list(stopped, { at: now, day: '20251231' })
    expect(json).toEqual({
      __type: 'InvalidSignatureException',
      message:
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20251231' != '20260101', from '20260101T001500Z'.",
    })
  })

  test('with a date that cannot be read is refused', async ({ stopped }) => {
    const { json } = await list(stopped, { at: now, date: 'yesterday' })
    const message = "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601"
    expect(json).toEqual({ __type: 'IncompleteSignatureException', message })
  })

  test('is refused when the clock has moved on', async () => {
    const hallpass = await startHallpass()
    const at = Date.now()
    const before = await list(hallpass, { at })
    hallpass.advance(6 * 60_000)
    const after = await list(hallpass, { at })
    await hallpass.close()
    expect(before.status).toBe(200)
    expect(after).toMatchObject(refused('InvalidSignatureException'))
  })
})

function list(hallpass: Hallpass, signing: Signing) {
  return send(hallpass, { operation: 'ListIdentityPools', body: '{"MaxResults":1}', credentials: hallpass.server.rootAccessKey, signing })
}
