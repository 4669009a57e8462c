import { DeleteIdentityPoolCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import { type Poster, poster } from './post.ts'
import { test } from './server.ts'

const everyWorker = Array.from({ length: 8 })

/** The same call over connections of their own, so that each worker gets some. */
async function statuses(posters: readonly Poster[], pool: string): Promise<number[]> {
  const answers = await Promise.all(posters.map(({ post }) => post('GetId', { IdentityPoolId: pool })))
  return answers.map(({ status }) => status)
}

test('what one worker changed, or deleted, none of them answers without', async ({ service: { url, pool, clients } }) => {
  const posters = everyWorker.map(() => poster(url, 1))
  const settings = { IdentityPoolId: pool, IdentityPoolName: 'pool' }
  for (let turn = 0; turn < 20; turn += 1) {
    await clients.cognito.send(new UpdateIdentityPoolCommand({ ...settings, AllowUnauthenticatedIdentities: turn % 2 === 0 }))
    expect(await statuses(posters, pool)).toEqual(everyWorker.fill(turn % 2 === 0 ? 200 : 400))
  }
  await clients.cognito.send(new UpdateIdentityPoolCommand({ ...settings, AllowUnauthenticatedIdentities: true }))
  expect(await statuses(posters, pool)).toEqual(everyWorker.fill(200))
  await clients.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: pool }))
  expect(await statuses(posters, pool)).toEqual(everyWorker.fill(400))
  for (const { close } of posters) close()
})
