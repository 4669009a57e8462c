// Makes a guest in Hermes, the engine of React Native. The engine alone has no network and no timers: what React Native adds to it is
// played by a few lines here, and the service by two fixed answers.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'

/** What React Native gives, as far as the clients use it. */
const host = `
globalThis.global = globalThis.self = globalThis.window = globalThis
// Time does not pass here: whatever has a limit ends before it.
globalThis.setTimeout = () => 0
globalThis.clearTimeout = () => {}
globalThis.console = { warn() {} }
globalThis.AbortController = class {
  constructor() {
    this.signal = { aborted: false, reason: undefined, addEventListener() {}, removeEventListener() {} }
  }
  abort() {}
}
globalThis.fetch = async (url, { headers }) => {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amz-target')[1]
  const credentials = { AccessKeyId: 'ASIAHERMES', SecretKey: 'secret', SessionToken: 'token', Expiration: Date.now() / 1000 + 3600 }
  const body = /GetId$/.test(target) ? { IdentityId: 'eu-central-1:hermes' } : { IdentityId: 'eu-central-1:hermes', Credentials: credentials }
  const headers = Object.assign(new Map(), { get: () => null })
  return { ok: true, status: 200, statusText: '', headers, text: async () => JSON.stringify(body) }
}
globalThis.queueMicrotask = (act) => void Promise.resolve().then(act);
`

const program = `
import { createSession, fromCognitoIdentityPool } from '@hallpass/credentials'
import AWS from '@hallpass/credentials/v2'
const at = { identityPoolId: 'eu-central-1:pool', endpoint: 'http://10.0.2.2:4255' }
const session = createSession(at)
const ofV2 = new AWS.CognitoIdentityCredentials({ IdentityPoolId: at.identityPoolId }, { region: 'eu-central-1', endpoint: at.endpoint })
Promise.all([fromCognitoIdentityPool(at)(), session.credentials(), ofV2.getPromise().then(() => ofV2)]).then(
  (guests) => print(guests.map(({ identityId, accessKeyId }) => identityId + ' ' + accessKeyId).join()),
  (error) => print('failed: ' + error.stack),
)
`

/** @param app the folder that the package is installed in */
export async function runInHermes(app) {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: app },
    bundle: true,
    // The conditions that Metro resolves by.
    conditions: ['react-native'],
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  const [{ text: bundle }] = outputFiles

  // Today's compiler takes the modules as they are published.
  const compiled = join(app, 'hermes.js')
  writeFileSync(compiled, bundle)
  const tools = ['hermes-compiler@260318099.0.6', 'hermes-engine-cli@0.12.0']
  execFileSync('npm', ['install', '--silent', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...tools], { cwd: app })
  const tool = (path) => join(app, 'node_modules', path)
  execFileSync(
    tool('hermes-compiler/hermesc/linux64-bin/hermesc'),
    ['-w', '-O', '-emit-binary', '-out', join(app, 'hermes.hbc'), compiled],
    { stdio: 'inherit' },
  )

  // The engine that can be had as a program is older: it wants classes and asynchronous functions written out, as Metro writes them.
  const lowered = ts.transpileModule(host + bundle, { compilerOptions: { target: ts.ScriptTarget.ES5, downlevelIteration: true } })
  const script = join(app, 'hermes-lowered.js')
  writeFileSync(script, lowered.outputText)
  const printed = execFileSync(tool('hermes-engine-cli/linux64-bin/hermes'), ['-w', script], { encoding: 'utf8' }).trim()
  if (printed !== Array(3).fill('eu-central-1:hermes ASIAHERMES').join()) throw new Error(printed)
}
