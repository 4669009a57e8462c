import { SignatureV4 } from '@smithy/signature-v4'
import { SdkSha256 } from './sdk-sha256.ts'
import type { SigningCredentials } from './sign-request.ts'

export interface Presigning {
  readonly method?: string
  readonly query?: Readonly<Record<string, string>>
  /** Without the host; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly service?: string
  /** Seconds; 900 unless given. */
  readonly expiresIn?: number
  /** Milliseconds since the epoch. */
  readonly at?: number
}

/** The URL of a request that the SDK's signer signed in its query. */
export async function presign(url: string, credentials: SigningCredentials, presigning: Presigning = {}): Promise<URL> {
  const { method = 'GET', query = {}, headers = {}, body, service = 'sts', expiresIn = 900, at = Date.now() } = presigning
  const signer = new SignatureV4({ service, region: 'eu-central-1', credentials, sha256: SdkSha256 })
  const { protocol, hostname, host } = new URL(url)
  const request = { method, protocol, hostname, path: '/', query: { ...query }, headers: { ...headers, host }, body }
  const presigned = await signer.presign(request, {
    expiresIn,
    signingDate: new Date(at),
    // Else it would be moved into the query, where the target is nobody's.
    unhoistableHeaders: new Set(['x-amz-target']),
  })
  const parameters = Object.entries(presigned.query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return new URL(`${url}/?${parameters.join('&')}`)
}
