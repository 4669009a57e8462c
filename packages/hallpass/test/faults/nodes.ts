import { randomBytes } from 'node:crypto'
import { CreateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity'
import { ListUsersCommand } from '@aws-sdk/client-iam'
import { createClients } from '../clients.ts'
import type { HallpassProcess } from '../hallpass-process.ts'
import type { Target } from './load.ts'

export interface Node extends Target {
  readonly process: HallpassProcess
}

export type StartNode = () => Promise<Node>

const rootAccessKey = { accessKeyId: 'ROOTKEYOFTHETESTS', secretAccessKey: randomBytes(16).toString('hex') }
const masterKey = randomBytes(32).toString('base64')

/** Starts nodes on one store, each a process with a data directory of its own. */
export function nodesOn(store: string, hallpass: (args: readonly string[], env: Record<string, string>) => HallpassProcess): StartNode {
  let started = 0
  return async () => {
    started += 1
    const process = hallpass(['serve', '--port', '0', '--data-dir', `node-${started}`], {
      HALLPASS_STORE: store,
      HALLPASS_MASTER_KEY: masterKey,
      HALLPASS_ROOT_ACCESS_KEY_ID: rootAccessKey.accessKeyId,
      HALLPASS_ROOT_SECRET_ACCESS_KEY: rootAccessKey.secretAccessKey,
    })
    return { process, url: await process.url, isUp: true }
  }
}

/** What IAM answers to a call that it has to ask the database for. */
export async function askIam({ url }: Target): Promise<unknown> {
  const clients = createClients(url, 'us-east-1', rootAccessKey)
  try {
    return await clients.iam.send(new ListUsersCommand({}))
  } catch (error) {
    return error
  } finally {
    clients.close()
  }
}

export async function makePoolOn({ url }: Target): Promise<string> {
  const clients = createClients(url, 'us-east-1', rootAccessKey)
  try {
    const command = new CreateIdentityPoolCommand({ IdentityPoolName: 'Load', AllowUnauthenticatedIdentities: true })
    const { IdentityPoolId = '' } = await clients.cognito.send(command)
    return IdentityPoolId
  } finally {
    clients.close()
  }
}

/** Asks until it is so. */
export async function untilReadiness({ url }: Target, status: 200 | 503): Promise<void> {
  let answered: number
  do {
    const response = await fetch(`${url}/readyz`)
    await response.text()
    answered = response.status
  } while (answered !== status)
}
