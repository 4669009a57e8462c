import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { createPool, registerProvider } from '../cognito-identity/federation.ts'
import { getCredentials, getId, type Logins } from '../cognito-identity/identity-calls.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { type SocialProvider, startFacebook } from '../counterparts/social-providers.ts'
import { type StubIssuer, startStubIssuer } from '../counterparts/stub-issuer.ts'
import { forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { test as base, type HallpassProcess } from '../hallpass-process.ts'
import { openConnection, type RawConnection, rawHead } from '../support/raw-connection.ts'
import { residentMebibytes } from './process-usage.ts'

const key = forgeKey('ES256', 'key')
const facebookApp = '7346241598935555'

/** How many calls to one host go on at once. */
const mostSockets = 256

interface Bench {
  readonly clients: Clients
  readonly service: HallpassProcess
  readonly url: string
  /** Takes logins of the slow providers, and guests. */
  readonly slowPool: string
  readonly quickPool: string
  readonly providers: Readonly<Record<'silent' | 'trickling' | 'late' | 'quick', StubIssuer>> & { readonly facebook: SocialProvider }
}

const test = base.extend<{ bench: Bench }>({
  bench: async ({ hallpass, folder }, use) => {
    const facebook = await startFacebook()
    const issuer = () => startStubIssuer(key)
    const providers = { facebook, silent: await issuer(), trickling: await issuer(), late: await issuer(), quick: await issuer() }
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify({ providers: { 'graph.facebook.com': { endpoint: facebook.url } } }))
    const service = hallpass(['serve', '--port', '0', '--config', config], environment)
    const clients = await clientsOf(service)
    const poolOf = async (...issuers: readonly StubIssuer[]) => {
      const arns = await Promise.all(issuers.map(({ issuer }) => registerProvider(clients, issuer, 'app')))
      return createPool(clients, { OpenIdConnectProviderARNs: arns, SupportedLoginProviders: { 'graph.facebook.com': facebookApp } })
    }
    const slowPool = await poolOf(providers.silent, providers.trickling, providers.late)
    await use({ clients, service, url: await service.url, slowPool, quickPool: await poolOf(providers.quick), providers })
    clients.close()
    for (const provider of Object.values(providers)) await provider.close()
  },
})

test('a thousand logins at slow providers hold up nobody else, and are answered in the end', { timeout: 120_000 }, async ({ bench }) => {
  const { clients, slowPool, quickPool, providers, service, url } = bench
  const { facebook, silent, trickling, late, quick } = providers
  const ann = await getId(clients, quickPool, login(quick))
  facebook.fail('hang')
  silent.fail('hang')
  trickling.fail('hang-trickling')
  late.delay(4_000)
  const memory = residentMebibytes(service.pid)

  const logins = ['ann', 'ben', 'cid', 'dan', 'eve'].map((user) => login(quick, user))
  const order: ('slow' | 'other')[] = []
  const send = async (logins: (user: string) => Logins, times: number) => {
    const connections = await Promise.all(Array.from({ length: times }, () => openConnection(url)))
    const requests = connections.map((_, index) => requestFor(slowPool, logins(`user-${index}`)))
    return () => Promise.all(connections.map((connection, index) => ask(connection, requests[index] ?? '', () => order.push('slow'))))
  }
  const prepared = [
    await send((user) => ({ 'graph.facebook.com': user }), 400),
    ...(await Promise.all([silent, trickling, late].map((issuer) => send((user) => login(issuer, user), 200)))),
  ]
  const answers = Promise.all(prepared.map((start) => start()))
  await until(() => facebook.connections().open === mostSockets && [silent, trickling, late].every(({ asked }) => asked.length > 0))
  // It is late with the first of two documents.
  late.delay(0)
  const stuck = residentMebibytes(service.pid)

  const others = [
    ...logins.map((user) => getId(clients, quickPool, user)),
    getCredentials(clients, ann, login(quick)),
    getId(clients, slowPool),
    getId(clients, quickPool),
  ]
  await Promise.all(others.map((call) => call.then(() => order.push('other'))))
  expect(order).not.toContain('slow')
  const sockets = facebook.connections().most
  expect(sockets).toBe(mostSockets)

  const [atFacebook = [], atSilent = [], atTrickling = [], atLate = []] = await answers
  for (const answer of [...atFacebook, ...atSilent, ...atTrickling]) expect(answer).toMatch(/^HTTP\/1\.1 400 .*"ExternalServiceException"/s)
  for (const answer of atLate) expect(answer).toMatch(/^HTTP\/1\.1 200 .*"IdentityId"/s)
  for (const { connections } of [silent, trickling, late]) expect(connections().most).toBeLessThanOrEqual(2)
  expect(stuck - memory).toBeLessThan(150)
  process.stdout.write(
    `slow providers: 1000 sent, ${atLate.length} acknowledged, 800 failed, 0 lost; ${others.length} others answered meanwhile; ` +
      `${Math.round(stuck - memory)} MiB and ${sockets + 3} sockets more\n`,
  )

  for (const provider of [facebook, silent, trickling, late]) provider.fail(undefined)
  facebook.grant('token', { appId: facebookApp, userId: '1' })
  for (const logins of [{ 'graph.facebook.com': 'token' }, login(silent), login(trickling), login(late)]) {
    expect(await getId(clients, slowPool, logins)).toMatch(/^eu-central-1:/)
  }
  // What was given up holds no socket.
  await until(() => facebook.connections().open <= 2)
})

function requestFor(IdentityPoolId: string, Logins: Logins): string {
  const body = JSON.stringify({ IdentityPoolId, Logins })
  return rawHead('http://hallpass', 'GetId', [`Content-Length: ${body.length}`, 'Connection: close']) + body
}

async function ask(connection: RawConnection, request: string, onAnswer: () => void): Promise<string> {
  await connection.write(request)
  const answer = await connection.received
  onAnswer()
  return answer
}

async function until(isMet: () => boolean): Promise<void> {
  while (!isMet()) await setImmediate()
}

/** `Logins` of a user of an issuer. */
function login({ issuer, name }: StubIssuer, sub = 'ann'): Record<string, string> {
  const now = Math.floor(Date.now() / 1000)
  return { [name]: forgeToken(key, { iss: issuer, aud: 'app', sub, iat: now, exp: now + 300 }) }
}
