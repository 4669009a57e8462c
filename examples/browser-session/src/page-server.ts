import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface PageServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Tells the page what it asks for at `/settings.json`. */
  tell(settings: object): void
  close(): Promise<void>
}

/** Serves the page of this example, bundled, from an address of its own: not that of the service. */
export async function startPageServer(): Promise<PageServer> {
  const answers = new Map<string, readonly [type: string, body: string]>([
    ['/', ['text/html', await readPage('index.html')]],
    ['/style.css', ['text/css', await readPage('style.css')]],
    ['/page.js', ['text/javascript', await bundlePage()]],
  ])
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page')
    const [type, body] = answers.get(pathname) ?? ['text/plain', undefined]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // A TCP server's address is of this form.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell: (settings) => void answers.set('/settings.json', ['application/json', JSON.stringify(settings)]),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../page/${name}`, import.meta.url))
}

function readPage(name: string): Promise<string> {
  return readFile(pathOf(name), 'utf8')
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [pathOf('page.ts')], bundle: true, format: 'esm', target: 'es2022', write: false })
  return outputFiles[0]?.text ?? ''
}
