import { join } from 'node:path'
import { expect } from 'vitest'
import { fillDisk, makeRoom } from '../faults/full-disk.ts'
import { everyWorker, statusOf } from './every-worker.ts'
import { processId } from './processes.ts'
import { test } from './server.ts'

test('where the writer finds the disk full, writes fail at each worker, and nothing else does', async ({
  service: { process: service, url, pool },
  folder,
}) => {
  const writer = await processId(service, 'writer')
  const { ask, close } = everyWorker({ url })
  const [guest] = await ask('GetId', { IdentityPoolId: pool })
  fillDisk(writer, join(folder, 'data/hallpass.db-wal'))
  const failed = await ask('GetId', { IdentityPoolId: pool })
  expect(new Set(failed.map(({ status, body }) => `${status} ${body['__type']}`))).toEqual(new Set(['500 InternalErrorException']))
  expect(statusOf(await ask('GetCredentialsForIdentity', { IdentityId: guest?.body['IdentityId'] }))).toBe('200')
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  makeRoom(writer)
  expect(statusOf(await ask('GetId', { IdentityPoolId: pool }))).toBe('200')
  close()
})
