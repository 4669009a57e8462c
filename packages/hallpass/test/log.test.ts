import { EventEmitter, once } from 'node:events'
import { pino } from 'pino'
import { expect } from 'vitest'
import { createPool, registerProvider } from './cognito-identity/federation.ts'
import { getId } from './cognito-identity/identity-calls.ts'
import { startStubServer } from './counterparts/stub-server.ts'
import { forgeKey, forgeToken } from './counterparts/token-forge.ts'
import { type Hallpass, startHallpass, test } from './hallpass.ts'
import { openConnection, rawHead } from './support/raw-connection.ts'

test('the log says why a provider gave no keys, and nothing of the token', async () => {
  const { hallpass, lines, entries } = await startWithLog()
  const provider = await startStubServer(() => ({ status: 503, body: {} }))
  const name = provider.url.replace('http://', '')
  const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [await registerProvider(hallpass, provider.url, 'app')] })
  const claims = { iss: provider.url, aud: 'app', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
  const token = forgeToken(forgeKey('ES256', 'k'), claims)

  await expect(getId(hallpass, pool, { [name]: token })).rejects.toMatchObject({ name: 'ExternalServiceException' })
  const [refused] = entries().filter(({ error }) => error === 'ExternalServiceException')
  expect(refused).toMatchObject({ operation: 'cognito-identity:GetId', cause: `${name} answered with status 503.` })
  for (const part of token.split('.')) expect(lines.join('')).not.toContain(part)
  await provider.close()
  await hallpass.close()
})

test('the log says how long an answer took', async () => {
  const { hallpass, entries } = await startWithLog()
  const provider = await startStubServer(() => {
    const end = performance.now() + 5
    while (performance.now() < end);
    return { status: 503, body: {} }
  })
  const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [await registerProvider(hallpass, provider.url, 'app')] })
  const claims = { iss: provider.url, aud: 'app', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
  const logins = { [provider.url.replace('http://', '')]: forgeToken(forgeKey('ES256', 'k'), claims) }

  await expect(getId(hallpass, pool, logins)).rejects.toMatchObject({ name: 'ExternalServiceException' })
  const [refused] = entries().filter(({ operation }) => operation === 'cognito-identity:GetId')
  expect(refused?.['milliseconds']).toBeGreaterThanOrEqual(5)
  await provider.close()
  await hallpass.close()
})

test('a caller who leaves in the middle of a body is no failure of ours', async () => {
  const { hallpass, entries, logged } = await startWithLog()
  const connection = await openConnection(hallpass.url)
  await connection.write(`${rawHead(hallpass.url, 'GetId', ['Content-Length: 100', 'Expect: 100-continue'])}{`)
  await connection.seen(/100 Continue/)
  connection.destroy()
  await logged(({ operation }) => operation === 'POST')

  expect(entries().at(-1)).toMatchObject({ level: pino.levels.values['info'], operation: 'POST', status: 400, msg: 'refused' })
  await hallpass.close()
})

type Entry = Readonly<Record<string, unknown>>

interface WithLog {
  readonly hallpass: Hallpass
  readonly lines: readonly string[]
  entries(): readonly Entry[]
  /** Resolves once such an entry was written. */
  logged(isIt: (entry: Entry) => boolean): Promise<void>
}

async function startWithLog(): Promise<WithLog> {
  const lines: string[] = []
  const written = new EventEmitter()
  const write = (line: string) => {
    lines.push(line)
    written.emit('line')
  }
  const entries = () => lines.map((line) => JSON.parse(line) as Entry)
  return {
    hallpass: await startHallpass({ log: pino({}, { write }) }),
    lines,
    entries,
    async logged(isIt) {
      while (!entries().some(isIt)) await once(written, 'line')
    },
  }
}
