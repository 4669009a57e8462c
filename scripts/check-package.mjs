// Packs the service, installs the package into an empty folder where no compiler is to be found, and asks the service that runs there
// whether it is ready: what a person who installs it meets.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'hallpass-package-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const npm = (args, options) => execFileSync('npm', args, { stdio: 'inherit', ...options })
npm(['pack', '--workspace', 'hallpass', '--pack-destination', folder])
const [tarball] = readdirSync(folder)

const app = join(folder, 'app')
mkdirSync(app)
writeFileSync(join(app, 'package.json'), '{ "private": true }')
npm(['install', '--no-audit', '--no-fund', join(folder, tarball)], { cwd: app, env: { ...process.env, CC: 'false', CXX: 'false' } })
console.log('Installed it without a compiler.')

// A process group of its own: npx does not hand signals on.
const server = spawn('npx', ['--no-install', 'hallpass', 'serve', '--port', '0'], {
  cwd: app,
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const exited = once(server, 'exit')
try {
  const [line] = await Promise.race([
    once(createInterface(server.stdout), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`It ended with ${code} before it listened.`))),
  ])
  const url = line.replace('hallpass listening on ', '')
  const { status } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) })
  if (status !== 200) throw new Error(`/readyz answered with ${status}.`)
  console.log(`npx hallpass serve runs there and is ready: ${url}`)
} finally {
  if (server.exitCode === null) process.kill(-server.pid, 'SIGTERM')
  await exited
}
