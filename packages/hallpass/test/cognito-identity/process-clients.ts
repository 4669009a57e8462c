import { type Clients, createClients } from '../clients.ts'
import { accountId, region } from '../hallpass.ts'
import type { HallpassProcess } from '../hallpass-process.ts'

const rootAccessKey = { accessKeyId: 'ROOTKEYOFTHETESTS', secretAccessKey: 'secret-of-the-tests' }

/** The settings of processes that {@link clientsOf} knows how to call. */
export const environment: Readonly<Record<string, string>> = {
  HALLPASS_ACCOUNT_ID: accountId,
  HALLPASS_REGION: region,
  HALLPASS_ROOT_ACCESS_KEY_ID: rootAccessKey.accessKeyId,
  HALLPASS_ROOT_SECRET_ACCESS_KEY: rootAccessKey.secretAccessKey,
}

/** Clients of a process that was started with {@link environment}, once it listens. */
export async function clientsOf(process: HallpassProcess): Promise<Clients> {
  return createClients(await process.url, region, rootAccessKey)
}
