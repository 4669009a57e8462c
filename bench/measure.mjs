// One operation, measured: on two stores and on its baseline, in short rounds that take turns.
import { sendLoad } from './load.mjs'
import { sendOnce, toBytes } from './recorded-request.mjs'
import { signRate, verifyRate } from './rsa-rates.mjs'

/** The most tokens that a round of one second takes: they are signed beforehand. */
const freshPerSecond = 6_000

/**
 * @typedef {{ small: import('./population.mjs').Population, large: import('./population.mjs').Population, bare: string,
 *   rounds: number, seconds: number }} Bench
 */

/**
 * @param {import('./rows/operations.mjs').Row} row
 * @param {Bench} bench
 * @returns {Promise<import('./results.mjs').Result[]>}
 */
export async function measure(row, { small, large, bare, rounds, seconds }) {
  const [onSmall, onLarge] = [await source(row, small, seconds), await source(row, large, seconds)]
  const answer = await firstAnswer(row, small, onSmall.first)
  await firstAnswer(row, large, onLarge.first)
  await imitate(bare, answer)

  const sendTo = async ({ url }, from, seconds, rate) => sendLoad({ url, next: await from.next(), seconds, rate })
  const baselines = {
    'bare http': async () => (await sendTo({ url: bare }, { next: onSmall.again }, seconds)).rate,
    'bare http or RSA verify': async () => Math.min((await sendTo({ url: bare }, { next: onSmall.again }, seconds)).rate, verifyRate(0.3)),
    'RSA sign': () => signRate(seconds),
  }
  const baseline = baselines[row.against]
  const taken = []
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const [base, less, more] = [await baseline(), await sendTo(small, onSmall, seconds), await sendTo(large, onLarge, seconds)]
    if (round > 0) taken.push({ base, less, more, ratio: less.rate / base, growth: more.p50 / less.p50 })
  }
  const rate = median(taken.map(({ less }) => less.rate))
  const paced = await sendTo(small, onSmall, 2 * seconds, 0.7 * rate)
  return [
    {
      name: row.name,
      value: rate,
      unit: '/s',
      baseline: median(taken.map(({ base }) => base)),
      against: row.against,
      ratio: median(taken.map(({ ratio }) => ratio)),
      atLeast: row.target,
    },
    {
      name: `${row.name}: p50, 1,000,000 identities`,
      value: median(taken.map(({ more }) => more.p50)),
      unit: 'ms',
      baseline: median(taken.map(({ less }) => less.p50)),
      against: '1,000 identities',
      ratio: median(taken.map(({ growth }) => growth)),
      atMost: 1.3,
    },
    {
      name: `${row.name}: p99 at 70 % of the rate`,
      value: paced.p99,
      unit: 'ms',
      baseline: paced.p50,
      against: 'p50',
      ratio: paced.p99 / paced.p50,
      atMost: 5,
    },
  ]
}

/** Where the requests of a row come from. */
async function source(row, population, seconds) {
  const requests = async (count) => (await row.requests(population, count)).map((request) => ({ request, bytes: toBytes(request) }))
  const some = await requests(100)
  const first = some[0].request
  let at = 0
  const again = () => some[at++ % some.length].bytes
  if (!row.usedOnce) return { first, again: async () => again, next: async () => again }
  return {
    first,
    again: async () => again,
    next: async () => {
      const fresh = await requests(Math.ceil(freshPerSecond * seconds))
      return () => fresh.pop()?.bytes
    },
  }
}

async function firstAnswer(row, population, request) {
  const answer = await sendOnce(population.url, request)
  if (answer.status !== 200 || !row.isRight(answer.body, population)) throw new Error(`A wrong answer: ${answer.status} ${answer.body}`)
  return answer
}

/** Headers that any server of Node's writes by itself. */
const usual = new Set(['date', 'connection', 'keep-alive', 'content-length'])

async function imitate(bare, { headers, body }) {
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !usual.has(name)))
  await sendOnce(bare, { headers: {}, body: JSON.stringify({ headers: own, body }) }, 'PUT')
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
