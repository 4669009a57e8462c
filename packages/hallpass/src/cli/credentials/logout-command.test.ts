import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startStubServer } from '../../../test/counterparts/stub-server.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { cacheFolder } from './cache-folder.ts'
import { sessionName } from './login-session.ts'
import { signOut } from './logout-command.ts'

const everything = { issuer: undefined, clientId: undefined, poolId: undefined }

test('a session that is being renewed does not come back after the logout, and its last refresh token is revoked', async () => {
  const revoked: string[] = []
  const stub = await startStubServer(({ url, body }, base) => {
    if (url.pathname === '/revoke') revoked.push(new URLSearchParams(body).get('token') ?? '')
    return { body: { issuer: base, revocation_endpoint: `${base}/revoke` } }
  })
  onTestFinished(() => stub.close())
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve))
  const cache = cacheFolder(join(await temporaryFolder(), 'cache'), pause)
  const client = { issuer: stub.url, clientId: 'app', scopes: undefined, clientSecretFile: undefined }
  const name = sessionName(client)
  const session = { ...client, id: '1', subject: 'ann', idToken: 'i', idTokenEnd: 0, refreshToken: 'first' }
  await cache.write(name, session)

  const told: string[] = []
  let signedOut: Promise<string> | undefined
  await cache.locked(name, async () => {
    signedOut = signOut(everything, { env: {}, cache, now: () => 0, pause, tell: (text) => told.push(text) })
    for (let turn = 0; turn < 50; turn++) await pause()
    await cache.write(name, { ...session, refreshToken: 'second' })
  })
  expect(await signedOut).toBe('Forgotten.\n')
  expect(await cache.names()).toEqual([])
  expect({ revoked, told }).toEqual({ revoked: ['second'], told: [] })
})
