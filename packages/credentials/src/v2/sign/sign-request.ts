import { AWS } from '../aws.ts'
import type { CredentialsOptions } from '../config-types.ts'
import type { HttpRequest } from '../http-types.ts'

export interface Signing {
  /** `cognito-identity`, `sts` */
  readonly service: string
  readonly region: string
  readonly date: Date
}

/**
 * Signs a request by Signature Version 4: sets its headers `X-Amz-Date`, `x-amz-security-token` and `Authorization`, and `Host` as it is
 * signed. What calculates the signature is loaded with the first one.
 * @param done called on a later tick, with the error where there is one
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(
  request: HttpRequest,
  credentials: CredentialsOptions,
  signing: Signing,
  done: (error?: unknown) => void,
): void {
  // What `done` throws belongs to nobody here: deferred, it reaches the top.
  const settle = (error?: unknown) => AWS.util.defer(() => done(error))
  calculate(request, credentials, signing).then((headers) => {
    Object.assign(request.headers, headers)
    settle()
  }, settle)
}

async function calculate(request: HttpRequest, credentials: CredentialsOptions, { date, ...scope }: Signing): Promise<object> {
  const { method, headers, body, endpoint, path } = request
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  // Of an earlier attempt.
  for (const name of ['Authorization', 'Date', 'X-Amz-Date', 'x-amz-security-token']) Reflect.deleteProperty(headers, name)
  if (!globalThis.crypto?.subtle) {
    throw AWS.util.error(new Error('Signing needs Web Crypto, which pages have on https and localhost only'), { code: 'SigningError' })
  }
  const { AwsV4Signer } = await import('./aws-v4-signer.ts')
  const signer = new AwsV4Signer({
    ...{ method, url: `${endpoint.protocol}//${endpoint.host}${path}`, headers, body, accessKeyId, secretAccessKey, ...scope },
    ...(sessionToken && { sessionToken }),
    datetime: date.toISOString().replace(/[-:]|\.\d+/g, ''),
  })
  const signed = await signer.sign()
  return {
    Host: signed.url.host,
    'X-Amz-Date': signer.datetime,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
    Authorization: signed.headers.get('authorization'),
  }
}
