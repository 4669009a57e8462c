import { pino } from 'pino'
import { expect } from 'vitest'
import { createPool, registerProvider } from './cognito-identity/federation.ts'
import { getId } from './cognito-identity/identity-calls.ts'
import { startStubServer } from './counterparts/stub-server.ts'
import { forgeKey, forgeToken } from './counterparts/token-forge.ts'
import { startHallpass, test } from './hallpass.ts'

test('the log says why a provider gave no keys, and nothing of the token', async () => {
  const lines: string[] = []
  const hallpass = await startHallpass({ log: pino({}, { write: (line: string) => void lines.push(line) }) })
  const provider = await startStubServer(() => ({ status: 503, body: {} }))
  const name = provider.url.replace('http://', '')
  const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [await registerProvider(hallpass, provider.url, 'app')] })
  const claims = { iss: provider.url, aud: 'app', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
  const token = forgeToken(forgeKey('ES256', 'k'), claims)

  await expect(getId(hallpass, pool, { [name]: token })).rejects.toMatchObject({ name: 'ExternalServiceException' })
  const refused = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ error }) => error === 'ExternalServiceException')
  expect(refused[0]).toMatchObject({ operation: 'cognito-identity:GetId', cause: `${name} answered with status 503.` })
  for (const part of token.split('.')) expect(lines.join('')).not.toContain(part)
  await provider.close()
  await hallpass.close()
})
