import { afterEach, describe, expect } from 'vitest'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { startPair } from '../counterparts/postgres/postgres-pair.ts'
import { test } from '../hallpass-process.ts'
import { command } from '../store/postgres-database.ts'
import { countLost } from './count-lost.ts'
import { Load } from './load.ts'
import { askIam, makePoolOn, nodesOn, untilReadiness } from './nodes.ts'

const removals: (() => Promise<void>)[] = []

function removedAfterwards<T extends { remove(): Promise<void> }>(part: T): T {
  removals.push(() => part.remove())
  return part
}

afterEach(async () => {
  for (const remove of removals.splice(0)) await remove()
})

async function lostOf(load: Load, url: string, what: string): Promise<number> {
  const rows = await command(url, 'select id from identity')
  // The query gives this one column.
  return countLost(load, new Set((rows as readonly { readonly id: string }[]).map(({ id }) => id)), what)
}

describe.skipIf(isSkippedWithoutPostgres())('under load on PostgreSQL', () => {
  test('a node that is killed takes along nothing but the calls in flight', { timeout: 120_000 }, async ({ hallpass }) => {
    const cluster = removedAfterwards(await startCluster({ isDurable: true }))
    const startNode = nodesOn(cluster.url(), hallpass)
    const nodes = await Promise.all([startNode(), startNode(), startNode()])
    const load = new Load(nodes, await makePoolOn(nodes[0]))
    load.start(24)
    for (const doomed of nodes.slice(1)) {
      await load.untilAcknowledged(400)
      doomed.isUp = false
      await doomed.process.stop('SIGKILL')
      const restarted = await startNode()
      nodes.push(restarted)
      await load.untilAcknowledged(400)
    }
    await load.stop()

    expect(await lostOf(load, cluster.url(), 'two of three nodes killed')).toBe(0)
    expect(load.failed.filter(({ wasCutOff }) => !wasCutOff)).toEqual([])
  })

  test.for(['stopped', 'crashed', 'frozen'] as const)(
    'a database that is %s is missed at once, and taken up again',
    { timeout: 120_000 },
    async (how, { hallpass }) => {
      const cluster = removedAfterwards(await startCluster({ isDurable: true }))
      const node = await nodesOn(cluster.url(), hallpass)()
      const load = new Load([node], await makePoolOn(node))
      load.start(16)
      await load.untilAcknowledged(200)

      if (how === 'frozen') cluster.freeze(true)
      else await cluster.stop(how === 'stopped' ? 'fast' : 'immediate')
      await Promise.all([untilReadiness(node, 503), load.until(() => load.failed.length >= (how === 'frozen' ? 16 : 100))])
      expect(await askIam(node)).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } })
      if (how === 'frozen') cluster.freeze(false)
      else await cluster.start()
      await untilReadiness(node, 200)
      const failedBefore = load.failed.length
      await load.untilAcknowledged(400)
      await load.stop()

      expect(await lostOf(load, cluster.url(), `database ${how}`)).toBe(0)
      expect(new Set(load.failed.map(({ type }) => type))).toEqual(new Set(['InternalErrorException']))
      // Those that began before it was back.
      expect(load.failed.length - failedBefore).toBeLessThanOrEqual(16)
    },
  )

  test('the standby takes over', { timeout: 120_000 }, async ({ hallpass }) => {
    const pair = removedAfterwards(await startPair())
    const startNode = nodesOn(pair.url(), hallpass)
    const nodes = [await startNode(), await startNode()]
    const [node] = nodes
    if (node === undefined) throw new Error('There is a node.')
    const load = new Load(nodes, await makePoolOn(node))
    load.start(16)
    await load.untilAcknowledged(200)
    await pair.failOver()
    await load.untilAcknowledged(400)
    await load.stop()

    expect(await lostOf(load, pair.standby.url(), 'primary lost, standby promoted')).toBe(0)
    expect(load.failed.filter(({ type }) => type !== 'InternalErrorException')).toEqual([])
  })
})
