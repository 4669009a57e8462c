// Where the requests of a row come from: the same ones again and again, or new ones for each round.
import { sendOnce, toBytes } from './recorded-request.mjs'

/** The most requests that a round takes of those that are used once, for each second: they are made beforehand. */
const freshPerSecond = 6_000

/**
 * @typedef {object} Source
 * @property {() => Buffer} again requests that were or will be sent elsewhere: for the baseline, to which they are all the same
 * @property {(seconds: number) => Promise<() => Buffer | undefined>} forRound requests for a round of that length
 * @property {{ status: number, headers: Record<string, string>, body: string }} answer to the first of them, found right
 */

/**
 * @param {import('./rows/operations.mjs').Row} row
 * @param {import('./population.mjs').Population} population
 * @returns {Promise<Source>}
 */
export async function openSource(row, population) {
  const requests = await row.requests(population, 100)
  const answer = await sendOnce(population.url, requests[0])
  if (answer.status !== 200 || !row.isRight(answer.body, population)) throw new Error(`A wrong answer: ${answer.status} ${answer.body}`)
  const bytes = requests.map(toBytes)
  let at = 0
  const again = () => bytes[at++ % bytes.length]
  return { answer, again, forRound: async (seconds) => (row.usedOnce ? freshRequests(row, population, seconds) : again) }
}

async function freshRequests(row, population, seconds) {
  const fresh = (await row.requests(population, Math.ceil(freshPerSecond * seconds))).map(toBytes)
  return () => fresh.pop()
}
