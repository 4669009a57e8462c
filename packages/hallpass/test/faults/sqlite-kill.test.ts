import { join } from 'node:path'
import { expect } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { test } from '../hallpass-process.ts'
import { countLost } from './count-lost.ts'
import { Load } from './load.ts'
import { makePoolOn, nodesOn } from './nodes.ts'

test('a node on SQLite that is killed has lost nothing that it acknowledged', { timeout: 60_000 }, async ({ hallpass, folder }) => {
  const path = join(folder, 'hallpass.db')
  const startNode = nodesOn(`sqlite:${path}`, hallpass)
  const first = await startNode()
  const nodes = [first]
  const load = new Load(nodes, await makePoolOn(first))
  load.start(16)
  for (let kills = 0; kills < 2; kills += 1) {
    await load.untilAcknowledged(100)
    const doomed = nodes.at(-1)
    if (doomed === undefined) throw new Error('There is a node.')
    doomed.isUp = false
    await doomed.process.stop('SIGKILL')
    nodes.push(await startNode())
  }
  await load.untilAcknowledged(100)
  await load.stop()

  const store = await openStore({ kind: 'sqlite', path }, { now: Date.now })
  const found = await Promise.all(load.acknowledged.map((id) => store.findIdentity(id)))
  await store.close()
  expect(countLost(load, new Set(found.map((identity) => identity?.id ?? '')), 'a node on SQLite killed twice')).toBe(0)
  expect(load.failed.filter(({ wasCutOff }) => !wasCutOff)).toEqual([])
})
