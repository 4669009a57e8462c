import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import { listenOnFreshPort } from './fresh-port.ts'
import { loopbackCertificate } from './self-signed-certificate.ts'
import type { ForgeKey } from './token-forge.ts'

export interface HttpsIssuer {
  /** `https://127.0.0.1:PORT` */
  readonly issuer: string
  /** SHA-1 of its certificate, which nobody trusts. */
  readonly thumbprint: string
  close(): Promise<void>
}

/** An issuer of hand-made tokens over https. */
export async function startHttpsIssuer(...keys: readonly ForgeKey[]): Promise<HttpsIssuer> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = new X509Certificate(loopbackCertificate(privateKey))
  let issuer = ''
  const options = { key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: certificate.toString() }
  const server = createServer(options, ({ url }, response) => {
    const isDiscovery = url === '/.well-known/openid-configuration'
    response.end(JSON.stringify(isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: keys.map(({ jwk }) => jwk) }))
  })
  issuer = `https://127.0.0.1:${await listenOnFreshPort(server)}`
  return {
    issuer,
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
