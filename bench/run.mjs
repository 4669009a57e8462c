// Speed and size, measured against the limit: `npm run bench`; see docs/speed.md.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startIssuer } from './issuer.mjs'
import { measure, measureBareTail } from './measure.mjs'
import { command, populate } from './population.mjs'
import { Processes } from './processes.mjs'
import { describeMachine, writeReport } from './report.mjs'
import { columns, toCells, toLine, verdict } from './results.mjs'
import { moto } from './rows/moto.mjs'
import { operations } from './rows/operations.mjs'
import { ready } from './rows/ready.mjs'
import { size } from './rows/size.mjs'
import { workers } from './rows/workers.mjs'

const { values: flags } = parseArgs({
  options: {
    // Only operations whose name contains this.
    only: { type: 'string' },
    rounds: { type: 'string', default: '4' },
    // How long a round takes.
    seconds: { type: 'string', default: '0.8' },
    identities: { type: 'string', default: '1000000' },
  },
})
const [rounds, seconds, identities] = [flags.rounds, flags.seconds, flags.identities].map(Number)
const print = (line) => process.stdout.write(`${line}\n`)

// The SDK would warn of this version of Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
const machine = describeMachine()
const started = performance.now()
const processes = new Processes()
const folder = await mkdtemp(join(tmpdir(), 'hallpass-bench-'))
const issuer = await startIssuer()
const results = []

/** Prints and keeps what is measured; what fails does not keep the rest from being measured. */
async function add(name, measured) {
  try {
    for (const result of await measured()) report(result)
  } catch (error) {
    report({ kind: 'rate', name, error: error.message.split('\n')[0] })
  }
}

function report(result) {
  results.push(result)
  print(toLine(toCells(result)))
}

/** Whoever stops it finds nothing left behind. */
async function clear() {
  await processes.stopAll()
  issuer.close()
  await rm(folder, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => clear().finally(() => process.exit(1)))

try {
  const hasWorkers = spawnSync(process.execPath, [command, 'serve', '--help'], { encoding: 'utf8' }).stdout.includes('--workers')
  // Against a bare server of one process.
  const one = hasWorkers ? ['--workers', '1'] : []
  const bareServer = await processes.start({ args: [fileURLToPath(new URL('bare-server.mjs', import.meta.url))] })
  const bare = { url: bareServer.urls[0], pid: bareServer.pid }
  const small = await populate(processes, { dataDir: join(folder, 'small'), identities: 1_000, issuer, flags: one })
  const large = await populate(processes, { dataDir: join(folder, 'large'), identities, issuer, flags: one })
  print(
    `${machine.cores} cores of ${machine.processor}, load ${machine.load}; ${identities} identities written in ${large.seconds.toFixed(0)} s`,
  )
  print(toLine(columns))
  const bench = { small, large, bare, rounds, seconds }
  for (const row of operations.filter(({ name }) => name.includes(flags.only ?? ''))) await add(row.name, () => measure(row, bench))
  if (flags.only === undefined) {
    await add('Bare tail', () => measureBareTail(bench))
    await add('Size', async () => size(large))
    await large.stop()
    await add('Start', () => ready(processes, large))
    if (hasWorkers) {
      const two = await populate(processes, { dataDir: join(folder, 'two'), identities: 1_000, issuer, flags: ['--workers', '2'] })
      await add('Two workers', () => workers(small, two, bench))
      await two.stop()
    }
    if (spawnSync('moto_server', ['--help']).status === 0)
      await add('moto', () => moto(processes, small, { rounds: 3, seconds: seconds / 2 }))
    // The documentation speaks of a million.
    if (identities === 1_000_000) await writeReport({ machine, seconds: (performance.now() - started) / 1000, results })
  }
  print(`${((performance.now() - started) / 1000).toFixed(0)} s`)
  if (results.some((result) => verdict(result) === 'failed')) process.exitCode = 1
} finally {
  await clear()
}
