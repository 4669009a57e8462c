// Packs the middleware, installs the package into an empty folder, and takes each entry from it, by `import` and by `require`. Then what the
// tools for packages say of the tarball.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Entry → names that it holds at least. */
const entries = {
  '': ['createAuthorizer', 'BodyMismatchError', 'UnavailableError'],
  '/express': ['hallpass'],
  '/fastify': ['hallpass'],
  '/node': ['withHallpass'],
  '/fetch': ['withHallpass'],
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'hallpass-authorizer-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const npm = (args, options) => execFileSync('npm', args, { stdio: 'inherit', ...options })
npm(['pack', '--silent', '--workspace', '@hallpass/authorizer', '--pack-destination', folder])
const tarball = join(folder, readdirSync(folder)[0])
const app = join(folder, 'app')
mkdirSync(app)
writeFileSync(join(app, 'package.json'), '{ "private": true }')
npm(['install', '--silent', '--no-audit', '--no-fund', tarball], { cwd: app })

const packed = join(app, 'node_modules/@hallpass/authorizer')
const strangers = readdirSync(packed, { recursive: true }).filter((path) => /\.(test|map|tsbuildinfo)|^(src|test)/.test(path))
if (strangers.length > 0) throw new Error(`These do not belong into the package: ${strangers.join(', ')}`)
const { dependencies, publishConfig } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
if (publishConfig?.provenance !== true) throw new Error('The package would be published without its provenance.')
if (Object.keys(dependencies).join() !== 'jose') throw new Error(`The package depends on ${Object.keys(dependencies).join(', ')}.`)

writeFileSync(
  join(app, 'entries.mjs'),
  `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
for (const [path, names] of Object.entries(${JSON.stringify(entries)})) {
  const entry = '@hallpass/authorizer' + path
  const required = require(entry)
  const imported = await import(entry)
  const missing = names.filter((name) => typeof imported[name] !== 'function' || required[name] !== imported[name])
  if (missing.length > 0) {
    console.error(entry + ' lacks ' + missing.join(', '))
    process.exitCode = 1
  }
}
`,
)
execFileSync(process.execPath, ['--no-warnings', 'entries.mjs'], { cwd: app, stdio: 'inherit' })
console.log(`Every entry can be imported and required: ${Object.keys(entries).length}.`)

execFileSync('npx', ['--no-install', 'publint', 'run', '--strict', tarball], { stdio: 'inherit' })
execFileSync('npx', ['--no-install', 'attw', '--profile', 'esm-only', tarball], { stdio: 'inherit' })
