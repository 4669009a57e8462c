import { expect } from 'vitest'
import { type Answered, poster } from './post.ts'
import { processId } from './processes.ts'
import { type Service, test } from './server.ts'

const connections = 16

interface Tally {
  sent: number
  /** Identities that were acknowledged. */
  readonly acknowledged: string[]
  /** Answers that say that it failed. */
  readonly failed: Answered[]
  /** Calls without an answer. */
  cut: number
}

/** Guests and new users over many connections, until `isEnough`; a call that fails is not made again. */
async function load(service: Service, isEnough: (tally: Tally) => boolean): Promise<Tally> {
  const tally: Tally = { sent: 0, acknowledged: [], failed: [], cut: 0 }
  const { post, close } = poster(service.url, connections)
  const caller = async (caller: number) => {
    for (let turn = 0; !isEnough(tally); turn += 1) {
      const user = turn % 2 === 0 ? {} : { Logins: service.logins(`${caller}-${turn}`) }
      tally.sent += 1
      try {
        const answer = await post('GetId', { IdentityPoolId: service.pool, ...user })
        if (answer.status === 200) tally.acknowledged.push(String(answer.body['IdentityId']))
        else tally.failed.push(answer)
      } catch {
        tally.cut += 1
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, index) => caller(index)))
  close()
  return tally
}

/** How many of these identities are not there. */
async function countLost(service: Service, { acknowledged }: Tally): Promise<number> {
  const { post, close } = poster(service.url, connections)
  const answers = await Promise.all(acknowledged.map((IdentityId) => post('GetCredentialsForIdentity', { IdentityId })))
  close()
  return answers.filter(({ body }) => body['__type'] === 'ResourceNotFoundException').length
}

function tell(name: string, { sent, acknowledged, failed, cut }: Tally, lost: number): void {
  process.stdout.write(`${name}: sent ${sent}, acknowledged ${acknowledged.length}, failed ${failed.length}, cut ${cut}, lost ${lost}\n`)
}

test('a worker that is killed takes with it the calls that it had, and nothing else', { timeout: 120_000 }, async ({ service }) => {
  const victim = await processId(service.process, 'worker 1')
  let killed = false
  let replaced = false
  const tally = await load(service, ({ acknowledged }) => {
    if (!killed && acknowledged.length >= 300) {
      killed = true
      process.kill(victim, 'SIGKILL')
      void processId(service.process, 'worker 1', 2).then(() => (replaced = true))
    }
    return replaced && acknowledged.length >= 600
  })
  const lost = await countLost(service, tally)
  tell('worker killed', tally, lost)
  expect(lost).toBe(0)
  expect(tally.failed).toEqual([])
  expect(tally.cut).toBeLessThanOrEqual(connections)
  expect(tally.sent).toBe(tally.acknowledged.length + tally.cut)
})

test('a writer that is killed fails no write that can be repeated, and loses none', { timeout: 120_000 }, async ({ service }) => {
  const victim = await processId(service.process, 'writer')
  let killed = false
  let replaced = false
  const tally = await load(service, ({ acknowledged }) => {
    if (!killed && acknowledged.length >= 300) {
      killed = true
      process.kill(victim, 'SIGKILL')
      void processId(service.process, 'writer', 2).then(() => (replaced = true))
    }
    return replaced && acknowledged.length >= 600
  })
  const lost = await countLost(service, tally)
  tell('writer killed', tally, lost)
  expect(lost).toBe(0)
  expect(tally.cut).toBe(0)
  expect(tally.failed).toEqual([])
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
})

test('a service that is stopped answers what it has begun', { timeout: 120_000 }, async ({ service }) => {
  let stopped = false
  const tally = await load(service, ({ acknowledged, cut }) => {
    if (!stopped && acknowledged.length >= 300) {
      stopped = true
      void service.process.stop('SIGTERM')
    }
    // From then on nobody listens.
    return cut >= connections
  })
  expect((await service.process.ended).exitCode).toBe(0)
  expect(tally.failed).toEqual([])
  process.stdout.write(`stopped: sent ${tally.sent}, acknowledged ${tally.acknowledged.length}, cut ${tally.cut}\n`)
})
