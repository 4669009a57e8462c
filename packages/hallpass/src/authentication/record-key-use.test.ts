import { expect, test, vi } from 'vitest'
import type { AccessKey } from '../identity/access-key.ts'
import { createRecordKeyUse, type RecordKeyUse } from './record-key-use.ts'

const start = 1_800_000_000_000
const minute = 60_000
const scope = { date: '20270115', region: 'eu-west-1', service: 'iam' }

/** One access key in a store that answers when it is told to. */
function keyInStore({ fails = false } = {}) {
  const waiting: (() => void)[] = []
  const held = { writes: 0, warnings: 0, now: start, key: accessKey() }
  const answer = async () => {
    for (const go of waiting.splice(0)) go()
    await vi.waitFor(() => expect(waiting).toHaveLength(0))
    await Promise.resolve()
  }
  const record: RecordKeyUse = createRecordKeyUse({
    now: () => held.now,
    log: {
      warn() {
        held.warnings += 1
      },
    },
    store: {
      async updateAccessKey(_id, change) {
        await new Promise<void>((resolve) => waiting.push(resolve))
        if (fails) throw new Error('The disk is full.')
        held.writes += 1
        held.key = change(held.key)
        return held.key
      },
    },
  })
  return { held, record, answer }
}

test('remembers when, for what and where a key was used first', async () => {
  const { held, record, answer } = keyInStore()
  record(held.key, scope)
  await answer()
  expect(held.key.lastUse).toEqual({ at: start, service: 'iam', region: 'eu-west-1' })
})

test('waits for nothing', () => {
  const { held, record } = keyInStore()
  record(held.key, scope)
  expect(held.key.lastUse).toBeUndefined()
})

test('writes once for all requests of 15 minutes', async () => {
  const { held, record, answer } = keyInStore()
  for (let n = 0; n < 100; n += 1) record(held.key, scope)
  await answer()
  held.now = start + 15 * minute - 1
  record(held.key, scope)
  await answer()
  expect(held.writes).toBe(1)
  held.now = start + 15 * minute
  record(held.key, { ...scope, service: 'sts' })
  await answer()
  expect(held.key.lastUse).toEqual({ at: held.now, service: 'sts', region: 'eu-west-1' })
})

test('leaves what another process recorded meanwhile', async () => {
  const { held, record, answer } = keyInStore()
  const read = held.key
  held.key = { ...read, lastUse: { at: start - minute, service: 'sts', region: 'us-east-1' } }
  record(read, scope)
  await answer()
  expect(held.key.lastUse?.service).toBe('sts')
})

test('does not wait for a future that a wrong clock recorded', async () => {
  const { held, record, answer } = keyInStore()
  held.key = { ...held.key, lastUse: { at: start + 60 * minute, service: 'sts', region: 'us-east-1' } }
  record(held.key, scope)
  await answer()
  expect(held.key.lastUse?.at).toBe(start)
})

test('logs a use that cannot be recorded, and tries again with the next', async () => {
  const { held, record, answer } = keyInStore({ fails: true })
  record(held.key, scope)
  await answer()
  await vi.waitFor(() => expect(held.warnings).toBe(1))
  record(held.key, scope)
  await answer()
  await vi.waitFor(() => expect(held.warnings).toBe(2))
})

function accessKey(): AccessKey {
  return {
    id: 'AKIAQAAAAAAAAAAAAAAA',
    accountId: '000000000000',
    userId: 'AIDAAAAAAAAAAAAAAAAAA',
    status: 'Active',
    createdAt: start,
    wrappedSecret: new Uint8Array(),
    lastUse: undefined,
  }
}
