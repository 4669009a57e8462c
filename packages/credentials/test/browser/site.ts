import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { listenOnFreshPort } from '../../../hallpass/test/counterparts/fresh-port.ts'

/** The pages' origin: not that of the service. */
export interface Site {
  /** `http://127.0.0.1:PORT`, a secure context. */
  readonly url: string
  /** The same pages under a name, which is no secure context: for browsers that are told where the name leads. */
  readonly insecureUrl: string
  close(): Promise<void>
}

const html = '<!doctype html><title>A shop</title><body></body>'
const scripts = {
  /** The public entry, as an application's bundle has it. */
  '/hallpass.js': '../../src/index.ts',
  '/adapters.js': '../../src/storage.ts',
  '/sdk.js': 'sdk-page.ts',
  '/worker.js': 'worker.ts',
  /** What takes the place of the AWS SDK v2. */
  '/v2.js': '../../src/v2.ts',
}

/**
 * Serves a page, `/`, that holds the public entry as `hallpass`; others that hold besides the adapters of stores (`/adapters`) and the AWS
 * SDK's counterparts (`/sdk`) and the v2 half (`/v2`), one of them with the SDK v2 (`/sdk-v2`); some with the first or the v2 half in a
 * frame (`/sandbox`, `/sandbox-v2`); and a script for workers.
 */
export async function startSite(): Promise<Site> {
  const answers = new Map<string, readonly [type: string, body: string]>([
    ['/', ['text/html', page('/hallpass.js')]],
    ['/sdk', ['text/html', page('/hallpass.js', '/sdk.js')]],
    ['/adapters', ['text/html', page('/hallpass.js', '/adapters.js')]],
    ['/v2', ['text/html', page('/hallpass.js', '/v2.js')]],
    ['/sdk-v2', ['text/html', `${page('/hallpass.js', '/v2.js')}<script src="/sdk-v2.js"></script>`]],
    ['/sdk-v2.js', ['text/javascript', await readFile(createRequire(import.meta.url).resolve('aws-sdk/dist/aws-sdk.min.js'), 'utf8')]],
    ['/sandbox', ['text/html', '<!doctype html><iframe sandbox="allow-scripts" src="/"></iframe>']],
    ['/sandbox-v2', ['text/html', '<!doctype html><iframe sandbox="allow-scripts" src="/v2"></iframe>']],
  ])
  await Promise.all(Object.entries(scripts).map(async ([path, source]) => answers.set(path, ['text/javascript', await bundle(source)])))
  const server = createServer((request, response) => {
    const [type, body] = answers.get(request.url ?? '') ?? ['text/plain', undefined]
    // Pages without an origin of their own, as in a sandbox, read scripts as strangers do.
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(body)
  })
  const port = await listenOnFreshPort(server)
  return {
    url: `http://127.0.0.1:${port}`,
    insecureUrl: `http://shop.test:${port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function page(...paths: readonly string[]): string {
  const imports = paths.map((path) => `import * as ${path.slice(1, -3)} from '${path}'`)
  const holds = paths.map((path) => `window.${path.slice(1, -3)} = ${path.slice(1, -3)}`)
  return `${html}<script type="module">${[...imports, ...holds].join('\n')}</script>`
}

/** With no plugin, alias or external; but that the SDK's package names its part for browsers in a way which this bundler does not know. */
async function bundle(source: string): Promise<string> {
  const sdk = '@aws-sdk/credential-providers'

  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    ...(source === scripts['/sdk.js'] && { alias: { [sdk]: `${sdk}/dist-es/index.browser.js` } }),
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`No bundle of ${source}.`)
  return file.text
}
