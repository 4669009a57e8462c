import { mkdtemp, rm } from 'node:fs/promises'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** An S3 store on disk, and before it a recorder of all that reaches it. */
export interface RecordedStore {
  readonly url: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly received: RecordedRequest[]
  close(): Promise<void>
}

export interface RecordedRequest {
  readonly method: string
  /** As on the wire. */
  readonly target: string
  readonly headers: IncomingMessage['headers']
}

export async function startRecordedStore(): Promise<RecordedStore> {
  const directory = await mkdtemp(join(tmpdir(), 's3rver-'))
  const store = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory })
  const { port } = await store.run()
  const received: RecordedRequest[] = []
  const agent = new http.Agent({ keepAlive: true })
  const recorder = http.createServer((request, response) => {
    const { method = '', url: path = '', headers } = request
    received.push({ method, target: path, headers })
    const passed = http.request({ agent, host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    request.on('close', () => {
      if (!request.complete) passed.destroy()
    })
    request.pipe(passed)
  })
  await new Promise<void>((resolve) => recorder.listen(0, '127.0.0.1', resolve))
  // A listener on a port has an address of this form.
  const address = recorder.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    received,
    async close() {
      recorder.closeAllConnections()
      await new Promise((resolve) => recorder.close(resolve))
      // The store waits for its connections, and for what it never answers.
      agent.destroy()
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
