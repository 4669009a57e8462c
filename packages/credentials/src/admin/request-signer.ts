import { ConfigurationError } from '../errors/client-errors.ts'
import type { Signer } from '../transport/exchange.ts'
import type { SigningKeys } from './admin-credentials.ts'

/**
 * Signs requests to cognito-identity by Signature Version 4. What calculates it is loaded with the first request.
 * @param region undefined: the one that an address of AWS names, else us-east-1
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function requestSigner({ accessKeyId, secretAccessKey, sessionToken }: SigningKeys, region: string | undefined): Signer {
  return async ({ url, headers, body }, now) => {
    if (!globalThis.crypto?.subtle) {
      throw new ConfigurationError('Requests are signed by Web Crypto, which this runtime lacks; pages have it on https and localhost only')
    }
    const { AwsV4Signer } = await import('aws4fetch')
    const signer = new AwsV4Signer({
      ...{ method: 'POST', url, headers, body, accessKeyId, secretAccessKey, service: 'cognito-identity', datetime: basicIsoTime(now) },
      ...(sessionToken ? { sessionToken } : {}),
      ...(region ? { region } : {}),
    })
    const signed = await signer.sign()
    return Object.fromEntries(signed.headers)
  }
}

/** `20240131T235959Z` */
function basicIsoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
}
