import { fault, invalidArgument, type S3Fault } from '../../s3/s3-fault.ts'
import { type ChecksumName, isChecksum } from './checksum.ts'

/** How a body comes, and what holds it together. */
export interface PayloadPlan {
  readonly kind: 'plan'
  /** The bytes themselves, or chunks of them with or without signatures. */
  readonly form: 'plain' | 'signed-chunks' | 'unsigned-chunks'
  /** Bytes, without what frames them. */
  readonly length: number
  /** Hex SHA-256 of a plain body; undefined: not signed. */
  readonly sha256: string | undefined
  /** Whether trailers follow the last chunk; where chunks are signed, so are they. */
  readonly endsWithTrailers: boolean
  /** Checksums that are told there. */
  readonly trailers: readonly ChecksumName[]
}

/** The longest object that one request may write, bytes. Source: Amazon S3 user guide, "Uploading objects". */
const longestObject = 5 * 1024 ** 3

/**
 * What a request says of its body.
 * @param contentSha256 what stood for the body in the canonical request
 * @param headers by lower-case name
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function planPayload(contentSha256: string, headers: ReadonlyMap<string, string>): PayloadPlan | S3Fault {
  const form = formOf(contentSha256)
  if (form === undefined) return invalidArgument(unknownForm)
  const length = headers.get(form === 'plain' ? 'content-length' : 'x-amz-decoded-content-length')
  const isFramed = form !== 'plain' || !headers.has('transfer-encoding')
  if (length === undefined || !/^\d{1,15}$/.test(length) || !isFramed) {
    return fault('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.')
  }
  if (Number(length) > longestObject) return fault('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size')

  const endsWithTrailers = contentSha256.endsWith('-TRAILER')
  const announced = endsWithTrailers ? (headers.get('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase()) : []
  const trailers = announced.filter(Boolean)
  if (!trailers.every(isChecksum) || new Set(trailers).size < trailers.length)
    return fault('InvalidRequest', 400, 'The value specified in the x-amz-trailer header is not supported')
  const sha256 = isHash(contentSha256) ? contentSha256 : undefined
  return { kind: 'plan', form, length: Number(length), sha256, endsWithTrailers, trailers }
}

function formOf(contentSha256: string): PayloadPlan['form'] | undefined {
  switch (contentSha256) {
    case 'UNSIGNED-PAYLOAD':
      return 'plain'
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return 'signed-chunks'
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return 'unsigned-chunks'
    default:
      return isHash(contentSha256) ? 'plain' : undefined
  }
}

export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

const unknownForm =
  'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256 value.'
