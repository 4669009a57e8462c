import type { Clients } from '../clients.ts'
import { createPool, registerProvider } from '../cognito-identity/federation.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { type Realms, realmClientId, startRealms } from '../counterparts/realms.ts'
import { test as base, type HallpassProcess } from '../hallpass-process.ts'

/** A service of two workers, with a pool that takes guests and users of one provider. */
export interface Service {
  readonly process: HallpassProcess
  readonly url: string
  readonly clients: Clients
  readonly realms: Realms
  readonly pool: string
  logins(user: string): Record<string, string>
}

export const test = base.extend<{ service: Service; startService: (store?: string) => Promise<Service> }>({
  /** Starts one on this store, or on a file. */
  startService: async ({ hallpass }, use) => {
    const started: Service[] = []
    await use(async (store = '') => {
      const realms = await startRealms()
      const process = hallpass(['serve', '--port', '0', '--workers', '2'], { ...environment, HALLPASS_STORE: store })
      const clients = await clientsOf(process)
      const provider = await registerProvider(clients, realms.issuer('a'), realmClientId)
      const pool = await createPool(clients, { OpenIdConnectProviderARNs: [provider] })
      const service = { process, url: await process.url, clients, realms, pool, logins: (user: string) => realms.logins({ a: user }) }
      started.push(service)
      return service
    })
    for (const { clients, realms } of started) {
      clients.close()
      await realms.close()
    }
  },
  service: async ({ startService }, use) => use(await startService()),
})
