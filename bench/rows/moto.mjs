import { CognitoIdentityClient, CreateIdentityPoolCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { sendRound, takeTurns } from '../measure.mjs'
import { median } from '../median.mjs'
import { root } from '../population.mjs'
import { openSource } from '../request-source.mjs'
import { operations } from './operations.mjs'

/**
 * The same calls at moto, which is asked by tests in the place of AWS. It keeps everything in memory and checks neither tokens nor
 * signatures; what it does not have is left out.
 * @param {import('../processes.mjs').Processes} processes
 * @param {import('../population.mjs').Population} ours
 * @param {{ rounds: number, seconds: number }} how
 * @returns {Promise<import('../results.mjs').Result[]>}
 */
export async function moto(processes, ours, { rounds, seconds }) {
  const { urls, pid, stop } = await processes.start({ program: 'moto_server', args: ['-H', '127.0.0.1', '-p', '0'], stderr: 'pipe' })
  const theirs = { ...ours, ...(await populateMoto(urls[0], ours)), url: urls[0], pid }
  const results = []
  for (const row of operations) {
    const onTheirs = await openSource({ ...row, isRight: () => true }, theirs).catch(() => undefined)
    if (onTheirs === undefined) continue
    const onOurs = await openSource(row, ours)
    const taken = await takeTurns(rounds, async () => {
      const other = await sendRound(theirs, onTheirs.again, seconds)
      const own = await sendRound(ours, await onOurs.forRound(), seconds)
      return { other, own, ratio: own.rate / other.rate }
    })
    results.push({
      kind: 'moto',
      operation: row.name,
      name: `${row.name}: against moto`,
      value: median(taken.map(({ own }) => own.rate)),
      unit: '/s',
      baseline: median(taken.map(({ other }) => other.rate)),
      against: 'moto_server',
      ratio: median(taken.map(({ ratio }) => ratio)),
    })
  }
  await stop()
  return results
}

async function populateMoto(endpoint, { users }) {
  const cognito = new CognitoIdentityClient({ endpoint, region: 'us-east-1', credentials: root })
  const { IdentityPoolId: poolId } = await cognito.send(
    new CreateIdentityPoolCommand({ IdentityPoolName: 'bench', AllowUnauthenticatedIdentities: true }),
  )
  const guests = []
  for (let n = 0; n < 50; n += 1) guests.push((await cognito.send(new GetIdCommand({ IdentityPoolId: poolId }))).IdentityId)
  return { poolId, guests, users: users.slice(0, guests.length).map(({ subject }, n) => ({ id: guests[n], subject })) }
}
