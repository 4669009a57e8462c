import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { test as base } from 'vitest'
import type { GatewaySettings } from '../../src/gateway/gateway-settings.ts'
import { type RecordedStore, startRecordedStore } from '../counterparts/recorded-store.ts'
import { type Hallpass, region, startHallpass } from '../hallpass.ts'

/** A server with an S3 gateway before a store of its own. */
export interface Gateway {
  readonly hallpass: Hallpass
  /** The gateway's. */
  readonly url: string
  readonly store: RecordedStore
  /** The SDK's client of the gateway; with the root key unless told otherwise. */
  s3(config?: S3ClientConfig): S3Client
  close(): Promise<void>
}

export async function startGateway(settings: Partial<GatewaySettings> = {}): Promise<Gateway> {
  const store = await startRecordedStore()
  const { accessKeyId, secretAccessKey } = store
  const backend = { url: new URL(store.url), accessKeyId, secretAccessKey, region: 'us-east-1', profile: 's3rver' }
  const hallpass = await startHallpass({ gateway: { port: 0, backend, domain: undefined, origins: ['*'], ...settings } })
  const url = hallpass.server.gatewayUrl ?? ''
  const clients: S3Client[] = []
  return {
    hallpass,
    url,
    store,
    s3(config = {}) {
      const client = new S3Client({
        ...{ endpoint: url, region, forcePathStyle: true, maxAttempts: 1, credentials: hallpass.server.rootAccessKey },
        ...config,
      })
      clients.push(client)
      return client
    },
    async close() {
      for (const client of clients) client.destroy()
      await hallpass.close()
      await store.close()
    },
  }
}

/** `test` with a gateway that lives as long as the test file. */
export const test = base.extend<{ gateway: Gateway }>({
  gateway: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const gateway = await startGateway()
      await use(gateway)
      await gateway.close()
    },
    { scope: 'file' },
  ],
})
