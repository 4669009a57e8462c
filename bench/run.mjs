// Speed and size, measured against the limit: `npm run bench`, or `node bench/run.mjs [--only part of a name]`; see docs/speed.md.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startIssuer } from './issuer.mjs'
import { measure } from './measure.mjs'
import { populate } from './population.mjs'
import { Processes } from './processes.mjs'
import { heading, toLine } from './results.mjs'
import { operations } from './rows/operations.mjs'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '1' },
    identities: { type: 'string', default: '1000000' },
  },
})
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const print = (line) => process.stdout.write(`${line}\n`)

const processes = new Processes()
const folder = await mkdtemp(join(tmpdir(), 'hallpass-bench-'))
const issuer = await startIssuer()
try {
  const started = performance.now()
  const {
    urls: [bare],
  } = await processes.start({ args: [here('bare-server.mjs')] })
  const small = await populate(processes, { dataDir: join(folder, 'small'), identities: 1_000, issuer })
  const large = await populate(processes, { dataDir: join(folder, 'large'), identities: Number(flags.identities), issuer })
  print(`filled with ${flags.identities} identities in ${large.seconds.toFixed(0)} s`)
  print(heading)
  const bench = { small, large, bare, rounds: Number(flags.rounds), seconds: Number(flags.seconds) }
  for (const row of operations.filter(({ name }) => name.includes(flags.only))) {
    for (const result of await measure(row, bench)) print(toLine(result))
  }
  print(`${((performance.now() - started) / 1000).toFixed(0)} s`)
} finally {
  await processes.stopAll()
  issuer.close()
  await rm(folder, { recursive: true })
}
