import { join } from 'node:path'
import {
  CreateIdentityPoolCommand,
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  GetIdentityPoolRolesCommand,
  ListIdentityPoolsCommand,
  SetIdentityPoolRolesCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity'
import { CreateUserCommand, DeleteUserCommand, GetUserCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { createPool, registerProvider } from '../cognito-identity/federation.ts'
import { getCredentials, getId, getToken, loginsOf, unlink } from '../cognito-identity/identity-calls.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { type Realms, realmClientId, startRealms } from '../counterparts/realms.ts'
import { test as base, type HallpassProcess } from '../hallpass-process.ts'
import { countLost, keptIdentities } from './count-lost.ts'
import { fillDisk, makeRoom } from './full-disk.ts'
import { Load } from './load.ts'

interface Service {
  readonly process: HallpassProcess
  readonly clients: Clients
  readonly url: string
}

interface Fixtures {
  readonly realms: Realms
  /** On SQLite; started again, it finds what it left. */
  readonly start: () => Promise<Service>
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  realms: async ({}, use) => {
    const realms = await startRealms()
    await use(realms)
    await realms.close()
  },
  start: async ({ hallpass }, use) => {
    const made: Clients[] = []
    await use(async () => {
      const process = hallpass(['serve', '--port', '0'], environment)
      const clients = await clientsOf(process)
      made.push(clients)
      return { process, clients, url: await process.url }
    })
    for (const clients of made) clients.close()
  },
})

const internal = { name: 'InternalErrorException', $metadata: { httpStatusCode: 500 } }

test.for(['room is made', 'it is started again'] as const)('on a full disk reads go on and writes fail whole, until %s', async (until, {
  start,
  realms,
  folder,
}) => {
  let service = await start()
  const provider = await registerProvider(service.clients, realms.issuer('a'), realmClientId)
  const pool = await createPool(service.clients, { OpenIdConnectProviderARNs: [provider] })
  const ann = await getId(service.clients, pool, realms.logins({ a: 'ann' }))
  const guest = await getId(service.clients, pool)
  await service.clients.iam.send(new CreateUserCommand({ UserName: 'kim' }))
  const load = new Load([{ url: service.url, isUp: true }], pool)
  load.start(8)
  await load.untilAcknowledged(100)

  fillDisk(service.process.pid, join(folder, 'data/hallpass.db-wal'))
  await load.until(() => load.failed.length >= 40)
  await expectReads(service, { pool, ann, guest, realms })
  await expectNoWrites(service.clients, { pool, ann, guest, realms })
  expect(await readiness(service.url)).toEqual({ status: 200, body: { status: 'ready', writes: 'failing' } })
  await service.process.said(/hallpass\.db cannot be written\. Its disk fails, or is full/)

  if (until === 'room is made') {
    makeRoom(service.process.pid)
    await load.untilAcknowledged(100)
    await load.stop()
  } else {
    await load.stop()
    expect(await service.process.stop('SIGTERM')).toMatchObject({ exitCode: 0 })
    service = await start()
  }

  expect(await readiness(service.url)).toEqual({ status: 200, body: { status: 'ready' } })
  const kept = await keptIdentities(service.clients, pool)
  expect(countLost(load, kept, `disk full, until ${until}`)).toBe(0)
  // Nor is there anything of what failed.
  expect(kept.size).toBe(load.acknowledged.length + 2)
  expect(new Set(load.failed.map(({ type }) => type))).toEqual(new Set(['InternalErrorException']))
  await expectUnchanged(service.clients, { pool, ann, guest, realms })
  expect(kept).not.toContain(await getId(service.clients, pool, realms.logins({ a: 'ben' })))
})

interface Known {
  readonly pool: string
  readonly ann: string
  readonly guest: string
  readonly realms: Realms
}

async function expectReads({ clients }: Service, { pool, ann, guest, realms }: Known): Promise<void> {
  const logins = realms.logins({ a: 'ann' })
  expect(await getId(clients, pool, logins)).toBe(ann)
  expect(await getCredentials(clients, ann, logins)).toMatchObject({ IdentityId: ann })
  expect(await getCredentials(clients, guest)).toMatchObject({ IdentityId: guest })
  expect(await getToken(clients, ann, logins)).toMatchObject({ identityId: ann })
  expect(await clients.sts.send(new GetCallerIdentityCommand({}))).toHaveProperty('Arn')
  expect(await clients.iam.send(new GetUserCommand({ UserName: 'kim' }))).toMatchObject({ User: { UserName: 'kim' } })
}

async function expectNoWrites(clients: Clients, { pool, ann, guest, realms }: Known): Promise<void> {
  const { cognito, iam } = clients
  const logins = realms.logins({ a: 'ann' })
  const named = { IdentityPoolId: pool, IdentityPoolName: 'renamed', AllowUnauthenticatedIdentities: false }
  await expect(getId(clients, pool, realms.logins({ a: 'ben' }))).rejects.toMatchObject(internal)
  await expect(getCredentials(clients, guest, realms.logins({ a: 'ben' }))).rejects.toMatchObject(internal)
  await expect(unlink(clients, ann, logins, realms.name('a'))).rejects.toMatchObject(internal)
  await expect(cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [guest] }))).rejects.toMatchObject(internal)
  await expect(cognito.send(new CreateIdentityPoolCommand({ ...named, IdentityPoolName: 'new' }))).rejects.toMatchObject(internal)
  await expect(cognito.send(new UpdateIdentityPoolCommand(named))).rejects.toMatchObject(internal)
  await expect(cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: pool, Roles: {} }))).rejects.toMatchObject(internal)
  const failure = { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } }
  await expect(iam.send(new CreateUserCommand({ UserName: 'lee' }))).rejects.toMatchObject(failure)
  await expect(iam.send(new DeleteUserCommand({ UserName: 'kim' }))).rejects.toMatchObject(failure)
}

async function expectUnchanged(clients: Clients, { pool, ann, guest, realms }: Known): Promise<void> {
  const { cognito, iam } = clients
  expect(await getId(clients, pool, realms.logins({ a: 'ann' }))).toBe(ann)
  expect(await loginsOf(clients, ann)).toEqual([realms.name('a')])
  expect(await cognito.send(new DescribeIdentityCommand({ IdentityId: guest }))).not.toHaveProperty('Logins')
  const { IdentityPools } = await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 60 }))
  expect(IdentityPools).toEqual([{ IdentityPoolId: pool, IdentityPoolName: 'app' }])
  expect((await cognito.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: pool }))).Roles).toHaveProperty('authenticated')
  await expect(iam.send(new GetUserCommand({ UserName: 'lee' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  expect(await iam.send(new GetUserCommand({ UserName: 'kim' }))).toHaveProperty('User')
}

async function readiness(url: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/readyz`)
  return { status: response.status, body: await response.json() }
}
