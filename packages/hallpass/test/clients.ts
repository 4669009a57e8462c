import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity'
import { IAMClient } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import type { RootAccessKey } from '../src/authentication/root-access-key.ts'

/** The SDK's clients of one server, with its root key. */
export interface Clients {
  readonly cognito: CognitoIdentityClient
  /** For public operations: it signs nothing. */
  readonly guest: CognitoIdentityClient
  readonly iam: IAMClient
  readonly sts: STSClient
  close(): void
}

export function createClients(url: string, region: string, rootAccessKey: RootAccessKey): Clients {
  const settings = { endpoint: url, region, credentials: rootAccessKey, maxAttempts: 1 }
  const cognito = new CognitoIdentityClient(settings)
  const guest = new CognitoIdentityClient({ ...settings, credentials: neverAsked })
  const iam = new IAMClient(settings)
  const sts = new STSClient(settings)
  return {
    cognito,
    guest,
    iam,
    sts,
    close() {
      for (const client of [cognito, guest, iam, sts]) client.destroy()
    },
  }
}

async function neverAsked(): Promise<never> {
  throw new Error('A public operation asked for credentials.')
}
