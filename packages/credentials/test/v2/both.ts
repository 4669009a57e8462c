import { createRequire } from 'node:module'
import { test as base, type TestAPI, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { type StubService, startStubService } from '../stub-service.ts'

const require = createRequire(import.meta.url)

/** The AWS SDK v2, and what takes its place, each as a namespace object that nobody else has. */
export interface Implementation {
  readonly name: 'aws-sdk' | 'ours'
  /** As Node loads it. */
  load(): Promise<AwsNamespace>
  /** As it is where `window.localStorage` is this store, or what this function returns; the rest of the surroundings stays Node's. */
  loadInBrowser(localStorage?: object | (() => unknown)): Promise<AwsNamespace>
}

export const original: Implementation = {
  name: 'aws-sdk',
  load: async () => loadOriginal(),
  async loadInBrowser(localStorage) {
    stubWindow(localStorage)
    return loadOriginal('browser')
  },
}

export const ours: Implementation = {
  name: 'ours',
  async load() {
    vi.resetModules()
    return (await import('../../src/v2.node.ts')).AWS
  },
  async loadInBrowser(localStorage) {
    stubWindow(localStorage)
    vi.resetModules()
    return (await import('../../src/v2.ts')).AWS
  },
}

export const implementations: readonly Implementation[] = [original, ours]

/** `describe.each(both)('… of %s', (_, AWS) => …)`: one copy of each for the file, for tests that change nothing on it. */
export const both: readonly (readonly [name: string, AWS: AwsNamespace])[] = await Promise.all(
  implementations.map(async ({ name, load }) => [name, await load()] as const),
)

interface Surroundings {
  /** Of this test alone. */
  readonly AWS: AwsNamespace
  /** Of this test alone, in a browser with this `localStorage`: a plain object. */
  readonly browser: { readonly AWS: AwsNamespace; readonly localStorage: Record<string, string> }
  readonly stub: StubService
}

/** `test` with copies of this implementation; `describe.each(implementations)('… of $name', (implementation) => { const test = testOf(implementation) … })` */
export function testOf(implementation: Implementation): TestAPI<Surroundings> {
  return base.extend<Surroundings>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    AWS: async ({}, use) => use(await implementation.load()),
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    browser: async ({}, use) => {
      const localStorage: Record<string, string> = {}
      await use({ AWS: await implementation.loadInBrowser(localStorage), localStorage })
      vi.unstubAllGlobals()
    },
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    stub: async ({}, use) => {
      const stub = await startStubService()
      await use(stub)
      await stub.close()
    },
  })
}

function stubWindow(localStorage: object | (() => unknown) = {}): void {
  const get = typeof localStorage === 'function' ? localStorage : () => localStorage
  // `localStorage` is a function's result, or an object.
  vi.stubGlobal('window', Object.defineProperty({}, 'localStorage', { get: get as () => unknown }))
}

/** Only with the services that ours has: all of them take a second. */
function loadOriginal(kind: 'node' | 'browser' = 'node'): AwsNamespace {
  // It speaks of its end a moment after the start, when a test's own environment may be gone.
  process.env['AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE'] = '1'
  for (const path of Object.keys(require.cache)) {
    if (path.includes('/node_modules/aws-sdk/')) delete require.cache[path]
  }
  const util = require('aws-sdk/lib/util')
  const isBrowser = { configurable: true, enumerable: true }
  // Its loader for Node sets the member, which a setter without effect survives, before the store is looked for.
  if (kind === 'browser') Object.defineProperty(util, 'isBrowser', { ...isBrowser, get: () => () => true, set() {} })
  const AWS = require('aws-sdk/global')
  require('aws-sdk/clients/cognitoidentity')
  require('aws-sdk/clients/sts')
  if (kind === 'browser') Object.defineProperty(util, 'isBrowser', { ...isBrowser, writable: true, value: () => true })
  return AWS
}
