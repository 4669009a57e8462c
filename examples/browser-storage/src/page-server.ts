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

/**
 * Serves a page, bundled, from an address of its own: not that of the service.
 * @param folder has `index.html`, `style.css` and `page.ts`
 */
export async function startPageServer(folder: URL): Promise<PageServer> {
  const pathOf = (name: string) => fileURLToPath(new URL(name, folder))
  const answers = new Map<string, readonly [type: string, body: string]>([
    ['/', ['text/html', await readFile(pathOf('index.html'), 'utf8')]],
    ['/style.css', ['text/css', await readFile(pathOf('style.css'), 'utf8')]],
    ['/page.js', ['text/javascript', await bundle(pathOf('page.ts'))]],
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

async function bundle(page: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [page], bundle: true, format: 'esm', target: 'es2022', minify: true, write: false })
  return outputFiles[0]?.text ?? ''
}
