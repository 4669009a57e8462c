import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import { requestContext } from '../policy/request-context.ts'
import type { Caller } from '../session/caller.ts'
import { createDenialLog, findDenial } from './denial-log.ts'

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
})

const caller: Caller = { kind: 'root', accountId: '123456789012', session: undefined }
const decision = { decision: 'implicitDeny', decidedBy: 'default', policies: [], missingKeys: [] } as const

function failed(error: unknown): never {
  throw error
}

function request(resource: string) {
  return { action: 's3:GetObject', resource, context: requestContext([['s3:prefix', 'a']]) }
}

describe('the log of denials', () => {
  test('finds each by its id, and by nothing else', async ({ folder }) => {
    const log = createDenialLog(folder, () => 0, failed)
    await Promise.all(['a', 'b', 'c'].map((id) => log.record(id, caller, request(`arn:aws:s3:::photos/${id}"requestId":"d"`), decision)))
    expect(await findDenial(folder, 'b')).toMatchObject({ at: '1970-01-01T00:00:00.000Z', resource: expect.stringContaining('photos/b') })
    for (const id of ['d', '', '.*', 'A']) expect(await findDenial(folder, id)).toBeUndefined()
  })

  test('begins anew when it is long, and still finds what it had', async ({ folder }) => {
    const log = createDenialLog(folder, () => 0, failed)
    const long = `arn:aws:s3:::photos/${'x'.repeat(1_000_000)}`
    for (let number = 0; number < 12; number += 1) await log.record(`long-${number}`, caller, request(long), decision)
    const names = await readdir(folder)
    expect(names.sort()).toEqual(['gateway-denials.jsonl', 'gateway-denials.jsonl.1'])
    for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThan(10_000_000)
    for (const id of ['long-2', 'long-11']) expect(await findDenial(folder, id)).toMatchObject({ requestId: id })
  })

  test('begins anew once, however many are denied at a time', async ({ folder }) => {
    const log = createDenialLog(folder, () => 0, failed)
    const long = `arn:aws:s3:::photos/${'x'.repeat(400_000)}`
    const ids = Array.from({ length: 24 }, (_, number) => `one-${number}-of-many`)
    await Promise.all(ids.map((id) => log.record(id, caller, request(long), decision)))
    const found = await Promise.all(ids.map((id) => findDenial(folder, id)))
    expect(found.map((denial) => denial?.requestId)).toEqual(ids)
  })

  test('passes over a line that was cut short', async ({ folder }) => {
    await writeFile(join(folder, 'gateway-denials.jsonl'), '{"requestId":"cut","at":"19\n')
    const log = createDenialLog(folder, () => 0, failed)
    await log.record('whole', caller, request('*'), decision)
    expect(await findDenial(folder, 'whole')).toMatchObject({ requestId: 'whole' })
    expect(await findDenial(folder, 'cut')).toBeUndefined()
  })

  test('that cannot be kept fails nobody', async ({ folder }) => {
    const failures: unknown[] = []
    const log = createDenialLog(
      join(folder, 'none'),
      () => 0,
      (error) => failures.push(error),
    )
    await log.record('a', caller, request('*'), decision)
    expect(failures).toHaveLength(1)
    expect(await findDenial(join(folder, 'none'), 'a')).toBeUndefined()
  })
})
