import {
  CognitoIdentityServiceException,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { GetOpenIDConnectProviderCommand, IAMServiceException } from '@aws-sdk/client-iam'
import { expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { type Realms, startRealms } from '../counterparts/realms.ts'
import { test } from '../hallpass-process.ts'
import { createPool, guestRole, registerProvider, userRole } from './federation.ts'
import { getId, loginsOf } from './identity-calls.ts'
import { clientsOf, environment } from './process-clients.ts'

interface Acknowledged {
  readonly guests: string[]
  /** Login → identity. */
  readonly users: Map<string, string>
  readonly pools: string[]
  readonly providers: string[]
}

test('what was acknowledged is there after kill -9', async ({ hallpass }) => {
  const realms = await startRealms()
  const first = hallpass(['serve', '--port', '0'], environment)
  const clients = await clientsOf(first)
  const provider = await registerProvider(clients, realms.issuer('a'), 'app')
  const pool = await createPool(clients, { OpenIdConnectProviderARNs: [provider] })

  const acknowledged: Acknowledged = { guests: [], users: new Map(), pools: [pool], providers: [provider] }
  const onWrite = () => {
    if (isEnough(acknowledged)) void first.stop('SIGKILL')
  }
  const load = Array.from({ length: 16 }, (_, worker) => writeUntilItFails(worker, { clients, pool, realms, acknowledged, onWrite }))
  await Promise.all(load)
  await first.ended
  clients.close()

  const restarted = await clientsOf(hallpass(['serve', '--port', '0'], environment))
  for (const id of [...acknowledged.guests, ...acknowledged.users.values()]) {
    expect(await restarted.cognito.send(new DescribeIdentityCommand({ IdentityId: id }))).toMatchObject({ IdentityId: id })
  }
  for (const [user, id] of acknowledged.users) {
    expect(await getId(restarted, pool, realms.logins({ a: user }))).toBe(id)
    expect(await loginsOf(restarted, id)).toEqual([realms.name('a')])
  }
  for (const id of acknowledged.pools) {
    expect(await restarted.cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: id }))).toMatchObject({ IdentityPoolId: id })
    const { Roles } = await restarted.cognito.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: id }))
    expect(Roles).toEqual({ authenticated: userRole, unauthenticated: guestRole })
  }
  for (const arn of acknowledged.providers) {
    const { ClientIDList } = await restarted.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))
    expect(ClientIDList).toEqual(['app'])
  }
  expect(acknowledged.guests).not.toContain(await getId(restarted, pool))
  restarted.close()
  await realms.close()
})

interface Load {
  readonly clients: Clients
  readonly pool: string
  readonly realms: Realms
  readonly acknowledged: Acknowledged
  readonly onWrite: () => void
}

/** Guests and users by turns, and now and then a pool and a provider, until the server is gone. */
async function writeUntilItFails(worker: number, { clients, pool, realms, acknowledged, onWrite }: Load): Promise<void> {
  try {
    for (let turn = 0; ; turn++) {
      const user = `${worker}-${turn}`
      acknowledged.guests.push(await getId(clients, pool))
      acknowledged.users.set(user, await getId(clients, pool, realms.logins({ a: user })))
      if (turn % 8 === 0) {
        acknowledged.pools.push(await createPool(clients))
        acknowledged.providers.push(await registerProvider(clients, realms.issuer(user), 'app'))
      }
      onWrite()
    }
  } catch (error) {
    // Killed, it answers nothing: what it did not acknowledge may be there or not. An answer is a failure of the test.
    if (error instanceof CognitoIdentityServiceException || error instanceof IAMServiceException) throw error
  }
}

function isEnough({ guests, users, pools, providers }: Acknowledged): boolean {
  return guests.length >= 100 && users.size >= 100 && pools.length >= 10 && providers.length >= 10
}
