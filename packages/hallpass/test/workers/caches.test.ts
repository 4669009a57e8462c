import { DeleteIdentityPoolCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { DeleteRoleCommand } from '@aws-sdk/client-iam'
import { decodeProtectedHeader } from 'jose'
import { describe, expect } from 'vitest'
import { guestRole } from '../cognito-identity/federation.ts'
import { environment } from '../cognito-identity/process-clients.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { createPostgresDatabase } from '../store/postgres-database.ts'
import { makeRoles } from '../trusted-roles.ts'
import { everyWorker, statusOf } from './every-worker.ts'
import type { Answered } from './post.ts'
import { type Service, test } from './server.ts'

/** Changes settings, and asks all workers after each change. */
async function changeAndAsk({ url, pool, clients }: Service): Promise<void> {
  const { ask, close } = everyWorker({ url })
  const guestsAre = (allowed: boolean) =>
    clients.cognito.send(
      new UpdateIdentityPoolCommand({ IdentityPoolId: pool, IdentityPoolName: 'pool', AllowUnauthenticatedIdentities: allowed }),
    )
  const getId = async () => statusOf(await ask('GetId', { IdentityPoolId: pool }))
  for (let turn = 0; turn < 5; turn += 1) {
    await guestsAre(false)
    expect(await getId()).toBe('400')
    await guestsAre(true)
    expect(await getId()).toBe('200')
  }

  const IdentityId = identityIn(await ask('GetId', { IdentityPoolId: pool }))
  const getCredentials = async () => statusOf(await ask('GetCredentialsForIdentity', { IdentityId }))
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await getCredentials()).toBe('200')
    await clients.iam.send(new DeleteRoleCommand({ RoleName: 'Guest' }))
    expect(await getCredentials()).toBe('400')
    await makeRoles(clients, [guestRole])
  }

  await clients.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: pool }))
  expect(await getId()).toBe('400')
  close()
}

describe('what one worker changed, or deleted, none of them answers without', () => {
  test('on SQLite', async ({ service }) => changeAndAsk(service))

  test.skipIf(isSkippedWithoutPostgres())('on PostgreSQL, where each of them writes', async ({ startService }) => {
    const cluster = await startCluster()
    const service = await startService((await createPostgresDatabase(cluster)).url)
    await changeAndAsk(service)
    expect((await service.process.stop('SIGTERM')).stderr).not.toContain('"process":"writer"')
    await cluster.remove()
  })
})

test('keys that another process made are used by all workers, and what they sign is good at all', async ({
  service: { url, pool, logins },
  hallpass,
}) => {
  const { ask, close } = everyWorker({ url })
  const user = { Logins: logins('ann') }
  const IdentityId = identityIn(await ask('GetId', { IdentityPoolId: pool, ...user }))
  const tokens = async () => {
    const answers = await ask('GetOpenIdToken', { IdentityId, ...user })
    return answers.map((answer) => String(answer.body['Token']))
  }
  const newOnes = async () => (await tokens()).filter((token) => decodeProtectedHeader(token).kid?.endsWith('2'))
  expect((await hallpass(['rotate-keys'], environment).ended).exitCode).toBe(0)
  let found = await newOnes()
  while (found.length === 0) found = await newOnes()
  const Logins = { 'cognito-identity.amazonaws.com': found[0] }
  expect(statusOf(await ask('GetCredentialsForIdentity', { IdentityId, Logins }))).toBe('200')
  while (found.length < (await tokens()).length) found = await newOnes()
  expect(new Set(found.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1)
  close()
})

function identityIn([first]: readonly Answered[]): unknown {
  return first?.body['IdentityId']
}
