// Where the requests of a row come from: the same ones again and again, or new ones for each round.
import { sendOnce, toBytes } from './recorded-request.mjs'

/** How many requests a round has of those that are used once; it ends with them. They are made beforehand, which takes its time. */
const freshRequests = 3_000

/**
 * @typedef {object} Source
 * @property {() => Buffer} again requests that were or will be sent elsewhere: for the baseline, to which they are all the same
 * @property {() => Promise<() => Buffer | undefined>} forRound requests for a round
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
  return { answer, again, forRound: async () => (row.usedOnce ? takeEach(row, population) : again) }
}

async function takeEach(row, population) {
  const fresh = (await row.requests(population, freshRequests)).map(toBytes)
  return () => fresh.pop()
}
