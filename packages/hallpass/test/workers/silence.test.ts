import { expect } from 'vitest'
import { poster } from './post.ts'
import { processId } from './processes.ts'
import { test } from './server.ts'

const timeout = 60_000

test('a worker that hangs is replaced, and no connection that it had not taken is lost', { timeout }, async ({
  service: { process: service, url, pool },
}) => {
  process.kill(await processId(service, 'worker 1'), 'SIGSTOP')
  const { post, close } = poster(url, 20)
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('GetId', { IdentityPoolId: pool })))
  close()
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  await processId(service, 'worker 1', 2)
})

test('without the writer the service is not ready, reads go on, and writes wait for the next', { timeout }, async ({
  service: { process: service, url, pool },
}) => {
  const { post, close } = poster(url, 4)
  const { body } = await post('GetId', { IdentityPoolId: pool })
  process.kill(await processId(service, 'writer'), 'SIGSTOP')
  const written = post('GetId', { IdentityPoolId: pool })
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
  expect((await post('GetCredentialsForIdentity', { IdentityId: body['IdentityId'] })).status).toBe(200)
  expect((await written).status).toBe(200)
  close()
  await processId(service, 'writer', 2)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
})
