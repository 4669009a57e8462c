import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** An S3 store on this machine, and the one key that it knows. */
export interface Store {
  readonly url: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  close(): Promise<void>
}

/** Starts s3rver, a small store for tests, on a folder that goes with it. It checks hardly anything: only the gateway is to reach it. */
export async function startStore(): Promise<Store> {
  const directory = await mkdtemp(join(tmpdir(), 'hallpass-store-'))
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory })
  const { port } = await server.run()
  return {
    url: `http://127.0.0.1:${port}`,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    async close() {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
