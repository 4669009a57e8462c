import { availableParallelism } from 'node:os'
import { sendRound, takeTurns, warmUp } from '../measure.mjs'
import { median } from '../median.mjs'
import { openSource } from '../request-source.mjs'
import { credentialsOfGuests } from './credentials-of-guests.mjs'
import { idOfNewGuests } from './id-of-new-guests.mjs'
import { openIdTokens } from './open-id-tokens.mjs'

/**
 * Two workers against one.
 * @param {import('../population.mjs').Population} one with one worker
 * @param {import('../population.mjs').Population} two with two
 * @param {{ rounds: number, seconds: number }} how
 * @returns {Promise<import('../results.mjs').Result[]>}
 */
export async function workers(one, two, { rounds, seconds }) {
  const results = []
  for (const row of [credentialsOfGuests, idOfNewGuests, openIdTokens]) {
    const [onOne, onTwo] = [await openSource(row, one), await openSource(row, two)]
    await warmUp(two, onTwo)
    const taken = await takeTurns(rounds, async () => {
      const single = await sendRound(one, onOne.again, seconds)
      const double = await sendRound(two, onTwo.again, seconds)
      return { single, double, ratio: double.rate / single.rate }
    })
    results.push({
      kind: 'workers',
      operation: row.name,
      name: `${row.name}: two workers`,
      value: median(taken.map(({ double }) => double.rate)),
      unit: '/s',
      baseline: median(taken.map(({ single }) => single.rate)),
      against: 'one worker',
      ratio: median(taken.map(({ ratio }) => ratio)),
      ...(availableParallelism() < 3 && { note: 'the generator takes a core, so that there is none for the second' }),
    })
  }
  return results
}
