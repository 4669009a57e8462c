import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { connect, type DetailedPeerCertificate } from 'node:tls'

/**
 * A GET over https from a host whose certificates nobody here trusts, if one of those that it shows has one of these thumbprints: the
 * others must then be issued by that one, for this host, and be in their time. Undefined where none has.
 * Source: IAM user guide, "Obtain the thumbprint for an OpenID Connect identity provider".
 * @param thumbprints SHA-1 of certificates, in hexadecimal digits
 */
export async function fetchPinned(
  url: URL,
  thumbprints: readonly string[],
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const chain = await shownChain(url, signal)
  const pinned = chain.find(({ fingerprint }) => thumbprints.some((thumbprint) => sameDigits(thumbprint, fingerprint)))
  if (pinned === undefined) return undefined
  // Trusting this certificate alone leaves all that there is to check to the TLS library.
  const call = request(url, { ca: toPem(pinned.raw), allowPartialTrustChain: true, agent: false, headers, signal }).end()
  // `response` comes with the answer.
  const [answer] = (await once(call, 'response')) as [IncomingMessage]
  // Node's stream is the one that its Response takes; the types know them apart.
  return new Response(Readable.toWeb(answer) as ReadableStream, { status: answer.statusCode ?? 502 })
}

/** What a host shows of itself, its own certificate first; nothing of it is verified. */
async function shownChain({ hostname, port }: URL, signal: AbortSignal): Promise<readonly DetailedPeerCertificate[]> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const name = isIP(host) === 0 ? { servername: host } : {}
  const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, ...name })
  try {
    await once(socket, 'secureConnect', { signal })
    return issuersOf(socket.getPeerCertificate(true))
  } finally {
    socket.destroy()
  }
}

/** The last one is its own issuer, or its issuer is unknown. */
function issuersOf(certificate: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const { issuerCertificate: issuer } = certificate
  if (issuer === undefined || issuer.fingerprint256 === certificate.fingerprint256) return [certificate]
  return [certificate, ...issuersOf(issuer)]
}

function sameDigits(thumbprint: string, fingerprint: string): boolean {
  return thumbprint.toUpperCase() === fingerprint.replaceAll(':', '')
}

function toPem(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
}
