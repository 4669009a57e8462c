import type { S3Authentication } from '../authentication/authenticate-s3.ts'
import { fault, type S3Fault } from '../s3/s3-fault.ts'
import type { S3Request } from '../s3/s3-request.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { hashMismatch } from './payload/payload-error.ts'
import { isHash, type PayloadPlan, planPayload } from './payload/payload-plan.ts'

/** How the body comes; undefined where there is none, and none was signed. */
export function planBody(
  { method }: S3Request,
  { headers }: Pick<GatewayRequest, 'headers'>,
  { contentSha256 }: Pick<S3Authentication, 'contentSha256'>,
): PayloadPlan | S3Fault | undefined {
  const isThere = headers['transfer-encoding'] !== undefined || !/^0*$/.test(headers['content-length'] ?? '')
  if (method === 'PUT' || method === 'POST') {
    const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    return planPayload(contentSha256, new Map([['content-length', '0'], ...given]))
  }
  if (isThere) return fault('InvalidRequest', 400, 'A request of this method has no body.')
  if (contentSha256 === emptyHash || contentSha256 === 'UNSIGNED-PAYLOAD') return undefined
  return isHash(contentSha256) ? hashMismatch().fault : planPayload(contentSha256, new Map())
}

/** Hex SHA-256 of nothing. */
export const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
