import { DescribeIdentityPoolCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import { listIdentities } from '../cognito-identity/identity-calls.ts'
import { poster } from './post.ts'
import { test } from './server.ts'

test('two thousand first logins of one user at once make one identity', { timeout: 120_000 }, async ({
  service: { url, pool, clients, logins },
}) => {
  const { post, close } = poster(url, 200)
  const input = { IdentityPoolId: pool, Logins: logins('ann') }
  const answers = await Promise.all(Array.from({ length: 2_000 }, () => post('GetId', input)))
  close()
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  expect(new Set(answers.map(({ body }) => body['IdentityId'])).size).toBe(1)
  expect(await listIdentities(clients, pool, true)).toEqual([answers[0]?.body['IdentityId']])
})

test('changes of one pool at once all take effect, one after the other', async ({ service: { pool, clients } }) => {
  const names = Array.from({ length: 60 }, (_, turn) => `name-${turn}`)
  const answers = await Promise.all(
    names.map((IdentityPoolName) =>
      clients.cognito.send(new UpdateIdentityPoolCommand({ IdentityPoolId: pool, IdentityPoolName, AllowUnauthenticatedIdentities: true })),
    ),
  )
  expect(answers.map(({ IdentityPoolName }) => IdentityPoolName)).toEqual(names)
  const { IdentityPoolName } = await clients.cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: pool }))
  expect(names).toContain(IdentityPoolName)
})
