import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { loopbackCertificate, selfSignedCertificate } from '../../test/counterparts/self-signed-certificate.ts'
import { createFetchJson } from './fetch-json.ts'

/** A server whose certificate nobody trusts. */
async function startServer(makeCertificate: typeof loopbackCertificate, shownBesides: readonly Buffer[] = []) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = makeCertificate(privateKey)
  const cert = [certificate, ...shownBesides].map((der) => new X509Certificate(der).toString()).join('')
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const asked: (string | undefined)[] = []
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.url)
    response.writeHead(request.url === '/moved' ? 302 : 200, { location: '/' }).end('{"a":1}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // A TCP server that listens has an address of this form.
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, asked, certificate, thumbprint: thumbprintOf(certificate) }
}

function thumbprintOf(certificate: Buffer): string {
  return new X509Certificate(certificate).fingerprint.replaceAll(':', '')
}

const untrusted = { name: 'ProviderFailure', kind: 'untrusted' }

test('asks nobody whose certificate is trusted by nobody', async () => {
  const { url, asked } = await startServer(loopbackCertificate)
  for (const thumbprints of [undefined, [], ['0'.repeat(40)]]) {
    await expect(createFetchJson()(url, thumbprints && { thumbprints })).rejects.toMatchObject(untrusted)
  }
  expect(asked).toEqual([])
})

test('asks a host whose certificate has one of the thumbprints, in either case', async () => {
  const { url, thumbprint } = await startServer(loopbackCertificate)
  for (const thumbprints of [[thumbprint], ['0'.repeat(40), thumbprint.toLowerCase()]]) {
    expect(await createFetchJson()(url, { thumbprints })).toEqual({ status: 200, body: { a: 1 } })
  }
})

test('follows no redirect there either', async () => {
  const { url, asked, thumbprint } = await startServer(loopbackCertificate)
  await expect(createFetchJson()(`${url}moved`, { thumbprints: [thumbprint] })).rejects.toMatchObject({ kind: 'unusable' })
  expect(asked).toEqual(['/moved'])
})

test('takes no certificate for another host', async () => {
  const { url, asked, thumbprint } = await startServer((key) => selfSignedCertificate(key))
  await expect(createFetchJson()(url, { thumbprints: [thumbprint] })).rejects.toMatchObject(untrusted)
  expect(asked).toEqual([])
})

test('takes no certificate that has expired', async () => {
  const { url, asked, thumbprint } = await startServer((key) => loopbackCertificate(key, '210101000000Z'))
  await expect(createFetchJson()(url, { thumbprints: [thumbprint] })).rejects.toMatchObject(untrusted)
  expect(asked).toEqual([])
})

test('takes no certificate that somebody else only shows', async () => {
  const trusted = loopbackCertificate(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
  const { url, asked } = await startServer(loopbackCertificate, [trusted])
  await expect(createFetchJson()(url, { thumbprints: [thumbprintOf(trusted)] })).rejects.toMatchObject(untrusted)
  expect(asked).toEqual([])
})
