import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'
import { isSkippedWithout } from '../support/needed-program.ts'
import { runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { blocksOf } from './blocks.ts'

const { exitCode } = await runProgram(['aws', '--version'], tmpdir())
const isMissing = isSkippedWithout('aws', 'awscli', exitCode === 0)
const [start = '', ...steps] = blocksOf('gateway.md', 'sh')
const [sample = ''] = blocksOf('gateway.md', 'text')

describe.skipIf(isMissing)('the five minutes of the guide to the gateway', () => {
  test('end with a guest who sees what is public, is refused the rest, and is told why', { timeout: 240_000 }, async () => {
    const folder = await temporaryFolder()
    symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(folder, 'node_modules'))
    const ports = { store: await freePort(), service: await freePort(), gateway: await freePort() }
    const environment = {
      HALLPASS_PORT: ports.service,
      HALLPASS_GATEWAY_PORT: ports.gateway,
      AWS_PAGER: '',
      npm_config_update_notifier: 'false',
    }
    const asHere = (text: string) =>
      text
        .replaceAll('9000', ports.store)
        .replaceAll('127.0.0.1:4255', `127.0.0.1:${ports.service}`)
        .replaceAll('127.0.0.1:4256', `127.0.0.1:${ports.gateway}`)
    const log = await startServers(asHere(start), folder, environment)

    const script = ['set -e', ...steps.map(asHere)].join('\n').replace(/^(aws .*) # AccessDenied$/m, 'if $1 2> denied.txt; then exit 9; fi')
    const guide = await runProgram(['bash', '-c', script], folder, environment)
    expect(guide).toMatchObject({ exitCode: 0 })
    expect(guide.stdout).toMatch(/^[\d-]+ [\d:]+ +18 hello\.txt$/m)
    expect(guide.stdout.match(/^Hello, everybody\.$/gm)).toHaveLength(2)

    const requestId = log().flatMap((line) => (line.includes('"AccessDenied"') ? (/"requestId":"([^"]+)"/.exec(line)?.[1] ?? []) : []))[0]
    const { stdout } = await runProgram(['npx', 'hallpass', 'explain', '--request', requestId ?? ''], folder, environment)
    const shown = sample.split('\n').filter((line) => !/^\$|…|f0c9d147|sub: |^$/.test(line))
    expect(shown.length).toBeGreaterThan(8)
    for (const line of shown) expect(stdout.split('\n')).toContain(line)
  })
})

/** Runs the first block, which goes on for ever, until the test has finished; returns what gives the lines of its log. */
async function startServers(block: string, cwd: string, environment: Record<string, string>): Promise<() => readonly string[]> {
  const outer = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HALLPASS|AWS)_/.test(name)))
  // A group of its own, since it starts programs that start others.
  const shell = spawn('bash', ['-c', block], { cwd, env: { ...outer, ...environment }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(shell, 'close')
  onTestFinished(async () => {
    if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGTERM')
    await closed
  })
  const log: string[] = []
  createInterface(shell.stderr).on('line', (line) => log.push(line))
  for await (const line of createInterface(shell.stdout)) {
    if (line.startsWith('hallpass gateway listening on ')) break
  }
  shell.stdout.resume()
  return () => log
}

async function freePort(): Promise<string> {
  const server = createServer()
  const port = await listenOnFreshPort(server)
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}
