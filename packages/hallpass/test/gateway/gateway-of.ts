import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { BackendSettings } from '../../src/gateway/backend/create-backend.ts'
import type { GatewaySettings } from '../../src/gateway/gateway-settings.ts'
import type { ServeOptions } from '../../src/server/serve-options.ts'
import { type Hallpass, region, startHallpass } from '../hallpass.ts'

/** A server with an S3 gateway before a store that somebody else started. */
export interface GatewayOf {
  readonly hallpass: Hallpass
  /** The gateway's. */
  readonly url: string
  /** The SDK's client of the gateway; with the root key unless told otherwise. */
  s3(config?: S3ClientConfig): S3Client
  close(): Promise<void>
}

export async function startGatewayOf(
  backend: { readonly url: string } & Partial<Omit<BackendSettings, 'url'>>,
  settings: Partial<GatewaySettings> = {},
  options: Partial<ServeOptions> = {},
): Promise<GatewayOf> {
  const key = { accessKeyId: 'KEYOFTHESTORE', secretAccessKey: 'secret of the store', region: 'us-east-1', profile: undefined }
  const gateway = { port: 0, domain: undefined, origins: ['*'], ...settings, backend: { ...key, ...backend, url: new URL(backend.url) } }
  const hallpass = await startHallpass({ ...options, gateway })
  const url = hallpass.server.gatewayUrl ?? ''
  const clients: S3Client[] = []
  return {
    hallpass,
    url,
    s3(config = {}) {
      const usual = { endpoint: url, region, forcePathStyle: true, maxAttempts: 1, credentials: hallpass.server.rootAccessKey }
      const client = new S3Client({ ...usual, ...config })
      clients.push(client)
      return client
    },
    async close() {
      for (const client of clients) client.destroy()
      await hallpass.close()
    },
  }
}
