// One operation, measured: on two stores and on its baseline, in short rounds that take turns.
import { sendLoad } from './load.mjs'
import { median } from './median.mjs'
import { cpuSecondsOf } from './processes.mjs'
import { sendOnce } from './recorded-request.mjs'
import { openSource } from './request-source.mjs'
import { operations } from './rows/operations.mjs'
import { signRate, verifyRate } from './rsa-rates.mjs'

/**
 * @typedef {{ small: import('./population.mjs').Population, large: import('./population.mjs').Population, bare: { url: string, pid: number },
 *   rounds: number, seconds: number }} Bench
 */

/** Which share of its highest rate the service is given when it is looked how long answers take. */
const pace = 0.7

/**
 * @param {import('./rows/operations.mjs').Row} row
 * @param {Bench} bench
 * @returns {Promise<import('./results.mjs').Result[]>}
 */
export async function measure(row, { small, large, bare, rounds, seconds }) {
  const [onSmall, onLarge] = [await openSource(row, small), await openSource(row, large)]
  await imitate(bare.url, onSmall.answer)
  const baselines = {
    'bare http': () => sendRound(bare, onSmall.again, seconds),
    'bare http, RSA verify': async () => {
      const http = await sendRound(bare, onSmall.again, seconds)
      return { ...http, rate: Math.min(http.rate, verifyRate(0.3)) }
    },
    'RSA sign, all cores': async () => ({ rate: await signRate(seconds), cpu: undefined, busy: undefined }),
  }
  await warmUp(small, onSmall)
  await warmUp(large, onLarge)
  const taken = await takeTurns(rounds, async () => {
    const base = await baselines[row.against]()
    const less = await sendRound(small, await onSmall.forRound(), seconds)
    const more = await sendRound(large, await onLarge.forRound(), seconds)
    return { base, less, more, ratio: less.rate / base.rate, growth: more.p50 / less.p50 }
  })
  const middle = (value) => median(taken.map(value))
  const [rate, p50] = [middle(({ less }) => less.rate), middle(({ less }) => less.p50)]
  const tail = await measureTail(small, () => onSmall.forRound(), { rate, p50, rounds, seconds })
  return [
    {
      kind: 'rate',
      operation: row.name,
      name: row.name,
      value: rate,
      unit: '/s',
      baseline: middle(({ base }) => base.rate),
      against: row.against,
      ratio: middle(({ ratio }) => ratio),
      atLeast: row.target,
      cpu: middle(({ less }) => less.cpu),
      baselineCpu: middle(({ base }) => base.cpu),
      generator: middle(({ base }) => base.busy),
    },
    {
      kind: 'growth',
      operation: row.name,
      name: `${row.name}: p50 with ${large.identities.toLocaleString('en')} identities`,
      value: middle(({ more }) => more.p50),
      unit: 'ms',
      baseline: middle(({ less }) => less.p50),
      against: `${small.identities.toLocaleString('en')} identities`,
      ratio: middle(({ growth }) => growth),
      atMost: 1.3,
      cpu: middle(({ more }) => more.cpu),
      baselineCpu: middle(({ less }) => less.cpu),
    },
    { ...tail, operation: row.name, name: `${row.name}: p99 at 70 % of the rate`, atMost: 5 },
  ]
}

/**
 * The same of the bare server: what the machine, the kernel and the runtime do to anybody's slow answers.
 * @param {Bench} bench
 * @returns {Promise<import('./results.mjs').Result[]>}
 */
export async function measureBareTail({ small, bare, rounds, seconds }) {
  const { answer, again } = await openSource(operations[0], small)
  await imitate(bare.url, answer)
  await sendRound(bare, again, seconds)
  const { rate, p50 } = await sendRound(bare, again, seconds)
  const tail = await measureTail(bare, async () => again, { rate, p50, rounds, seconds })
  return [{ ...tail, name: 'bare http: p99 at 70 % of the rate' }]
}

/**
 * @param {{ url: string, pid: number }} server
 * @param {() => Promise<() => Buffer | undefined>} forRound
 * @param {{ rate: number, p50: number, rounds: number, seconds: number }} settings its highest rate, and the median then
 */
async function measureTail(server, forRound, { rate, p50, rounds, seconds }) {
  const paced = []
  for (let round = 0; round < rounds; round += 1) {
    const tail = await sendRound(server, await forRound(), seconds, pace * rate)
    // Where even less work piles up, half of the answers are late: then it is the usual answer that the slow ones are held against.
    paced.push({ p99: tail.p99, p50: Math.min(tail.p50, p50), cpu: tail.cpu })
  }
  const middle = (value) => median(paced.map(value))
  return {
    kind: 'tail',
    value: middle((tail) => tail.p99),
    unit: 'ms',
    baseline: middle((tail) => tail.p50),
    against: 'p50',
    ratio: middle((tail) => tail.p99 / tail.p50),
    cpu: middle((tail) => tail.cpu),
  }
}

/** How many requests it takes until the code is compiled and the caches are full; how long they may take, seconds. */
const [warmRequests, warmSeconds] = [5_000, 5]

/**
 * @param {{ url: string, pid: number }} server
 * @param {import('./request-source.mjs').Source} source
 */
export async function warmUp(server, source) {
  const next = await source.forRound()
  let left = warmRequests
  await sendRound(server, () => (left-- > 0 ? next() : undefined), warmSeconds)
}

/**
 * Rounds in which those that are compared take turns; the first one is left out.
 * @template T
 * @param {number} rounds
 * @param {() => Promise<T>} takeRound
 * @returns {Promise<T[]>}
 */
export async function takeTurns(rounds, takeRound) {
  const taken = []
  for (let round = 0; round <= rounds; round += 1) taken.push(await takeRound())
  return taken.slice(1)
}

/**
 * One round, and what it cost the server's process of the processors, in microseconds a call.
 * @param {{ url: string, pid: number }} server
 * @param {() => Buffer | undefined} next
 * @param {number} seconds
 * @param {number} [rate]
 */
export async function sendRound({ url, pid }, next, seconds, rate) {
  const before = cpuSecondsOf(pid)
  const measured = await sendLoad({ url, next, seconds, rate })
  return { ...measured, cpu: ((cpuSecondsOf(pid) - before) / measured.requests) * 1e6 }
}

/** Headers that any server of Node's writes by itself. */
const usual = new Set(['date', 'connection', 'keep-alive', 'content-length'])

async function imitate(bare, { headers, body }) {
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !usual.has(name)))
  await sendOnce(bare, { headers: {}, body: JSON.stringify({ headers: own, body }) }, 'PUT')
}
