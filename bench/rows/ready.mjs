import { median } from '../median.mjs'
import { startHallpass } from '../population.mjs'
import { sendOnce } from '../recorded-request.mjs'
import { credentialsOfGuests } from './credentials-of-guests.mjs'

/** How often it is started. */
const starts = 5

/**
 * How long a start takes, on a store that is there; nobody else may run on it.
 * @param {import('../processes.mjs').Processes} processes
 * @param {import('../population.mjs').Population} population
 * @returns {Promise<import('../results.mjs').Result[]>}
 */
export async function ready(processes, population) {
  const [lines, answers] = [[], []]
  for (let n = 0; n < starts; n += 1) {
    const { urls, readyMilliseconds, stop } = await startHallpass(processes, population.dataDir)
    const [request] = await credentialsOfGuests.requests({ ...population, url: urls[0] })
    const asked = performance.now()
    const { status } = await sendOnce(urls[0], request)
    const answered = performance.now()
    if (status !== 200) throw new Error(`The first answer had status ${status}.`)
    lines.push(readyMilliseconds)
    // Without the time in which the request was made.
    answers.push(readyMilliseconds + answered - asked)
    await stop()
  }
  const on = `${population.identities.toLocaleString('en')} identities`
  return [
    { kind: 'start', name: `Start to the readiness line, ${on}`, value: median(lines), unit: 'ms', atMost: 500 },
    { kind: 'start', name: `Start to the first credentials, ${on}`, value: median(answers), unit: 'ms', atMost: 500 },
    { kind: 'start', name: 'Start on an empty folder, with keys to make', value: population.firstStart, unit: 'ms' },
  ]
}
