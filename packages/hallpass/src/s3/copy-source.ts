import { objectAddress } from './address.ts'
import { decodeOnce, encodeKey, encodeOnce } from './percent-coding.ts'
import { invalidArgument, type S3Fault } from './s3-fault.ts'
import type { CopySource } from './s3-request.ts'

/**
 * The header `x-amz-copy-source`: `BUCKET/KEY`, with or without a leading slash, decoded as a whole; then at most `?versionId=…`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function parseCopySource(value: string): CopySource | S3Fault {
  const [path = '', ...query] = value.split('?')
  const decoded = decodeOnce(path)?.replace(/^\//, '') ?? ''
  const slash = decoded.indexOf('/')
  const version = query.length === 0 ? undefined : versionOf(query)
  if (slash < 1 || slash === decoded.length - 1 || version === '') return unreadable()
  const source = objectAddress(decoded.slice(0, slash), decoded.slice(slash + 1))
  return 'kind' in source ? unreadable() : { ...source, versionId: version }
}

/** The header as it is sent on. */
export function writeCopySource({ bucket, key, versionId }: CopySource): string {
  return `${bucket}/${encodeKey(key)}${versionId === undefined ? '' : `?versionId=${encodeOnce(versionId)}`}`
}

/** Empty where it is anything but one version. */
function versionOf(query: readonly string[]): string {
  const [, version = ''] = /^versionId=([^&=]+)$/.exec(query.join('?')) ?? []
  return decodeOnce(version) ?? ''
}

function unreadable(): S3Fault {
  return invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey')
}
