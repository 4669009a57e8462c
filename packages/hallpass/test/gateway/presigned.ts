import { SignatureV4 } from '@smithy/signature-v4'
import { region } from '../hallpass.ts'
import { SdkSha256 } from '../support/sdk-sha256.ts'
import type { SigningCredentials } from '../support/sign-request.ts'

export interface PresignedRequest {
  readonly method?: string
  readonly bucket: string
  /** As it is, not encoded. */
  readonly key: string
  readonly query?: Readonly<Record<string, string>>
  /** Signed, so that whoever uses the address has to send them; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Seconds; 900 unless given. */
  readonly expiresIn?: number
}

/** The address of a request to S3 that the SDK's signer signed in its query. */
export async function presigned(
  url: string,
  credentials: SigningCredentials,
  { method = 'GET', bucket, key, query = {}, headers = {}, expiresIn = 900 }: PresignedRequest,
): Promise<string> {
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: SdkSha256, uriEscapePath: false })
  const { protocol, hostname, host } = new URL(url)
  const path = `/${bucket}/${key.split('/').map(encoded).join('/')}`
  const request = { method, protocol, hostname, path, query: { ...query }, headers: { ...headers, host } }
  const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
  const signed = await signer.presign(
    { ...request, headers: { ...request.headers, ...unsigned } },
    { expiresIn, unhoistableHeaders: new Set(Object.keys(headers)) },
  )
  const parameters = Object.entries(signed.query ?? {}).map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`)
  return `${url}${path}?${parameters.join('&')}`
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
