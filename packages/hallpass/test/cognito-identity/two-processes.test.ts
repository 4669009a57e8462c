import { DeleteIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { startRealms } from '../counterparts/realms.ts'
import { test as base } from '../hallpass-process.ts'
import { createPool, realmNames, registerProvider } from './federation.ts'
import { getCredentials, getId, listIdentities } from './identity-calls.ts'
import { clientsOf, environment } from './process-clients.ts'

/** Two processes that serve one data directory. */
const test = base.extend<{ servers: readonly [Clients, Clients] }>({
  servers: async ({ hallpass }, use) => {
    const start = () => clientsOf(hallpass(['serve', '--port', '0'], environment))
    const servers = await Promise.all([start(), start()])
    await use(servers)
    for (const clients of servers) clients.close()
  },
})

test('one new login has one identity, whichever of two processes is asked', async ({ servers }) => {
  const realms = await startRealms()
  const arn = await registerProvider(servers[0], realms.issuer('a'), 'app')
  const pool = await createPool(servers[0], { OpenIdConnectProviderARNs: [arn] })
  const logins = realms.logins({ a: 'ann' })

  const ids = await Promise.all(Array.from({ length: 100 }, (_, call) => getId(servers[call % 2 ? 1 : 0], pool, logins)))
  expect(new Set(ids).size).toBe(1)
  for (const clients of servers) expect(await listIdentities(clients, pool)).toEqual([ids[0]])
  await realms.close()
})

test('overlapping logins end in one identity across two processes', async ({ servers }) => {
  const realms = await startRealms()
  const names = realmNames.slice(0, 10)
  const arns = await Promise.all(names.map((realm) => registerProvider(servers[0], realms.issuer(realm), 'app')))
  const pool = await createPool(servers[1], { OpenIdConnectProviderARNs: arns })

  const pairs = names.slice(1).map((realm, index) => realms.logins({ [names[index] ?? '']: 'ann', [realm]: 'ann' }))
  await Promise.all(pairs.map((logins, call) => getId(servers[call % 2 ? 1 : 0], pool, logins)))
  const found = await Promise.all(
    names.flatMap((realm) => servers.map((clients) => getId(clients, pool, realms.logins({ [realm]: 'ann' })))),
  )
  expect(new Set(found).size).toBe(1)
  expect(await listIdentities(servers[0], pool, true)).toEqual([found[0]])
  await realms.close()
})

test('what one process acknowledges, the other one knows', async ({ servers: [one, other] }) => {
  const pool = await createPool(one)
  const ids = await Promise.all(Array.from({ length: 20 }, (_, call) => getId(call % 2 ? one : other, pool)))
  expect(new Set(await listIdentities(one, pool))).toEqual(new Set(ids))
  expect(await listIdentities(other, pool)).toEqual(await listIdentities(one, pool))
  for (const id of ids) expect((await getCredentials(one, id)).IdentityId).toBe((await getCredentials(other, id)).IdentityId)

  await one.cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId: pool }))
  await expect(listIdentities(one, pool)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(getCredentials(other, ids[0] ?? '')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
