import type { Clients } from '../clients.ts'
import { createPool, registerProvider } from '../cognito-identity/federation.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { type Realms, startRealms } from '../counterparts/realms.ts'
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

export const test = base.extend<{ service: Service }>({
  service: async ({ hallpass }, use) => {
    const realms = await startRealms()
    const process = hallpass(['serve', '--port', '0', '--workers', '2'], environment)
    const clients = await clientsOf(process)
    const provider = await registerProvider(clients, realms.issuer('a'), 'app')
    const pool = await createPool(clients, { OpenIdConnectProviderARNs: [provider] })
    await use({ process, url: await process.url, clients, realms, pool, logins: (user) => realms.logins({ a: user }) })
    clients.close()
    await realms.close()
  },
})
