import { decodeOnce } from './percent-coding.ts'
import { fault, invalidUri, type S3Fault } from './s3-fault.ts'
import type { Address } from './s3-request.ts'

export interface AddressRules {
  /** The domain below which a host names a bucket; undefined: path style only. */
  readonly domain: string | undefined
}

/**
 * What a request is for, by its path and host.
 * @param path as on the wire, beginning with a slash
 * @param host the `Host` header
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function parseAddress(path: string, host: string, rules: AddressRules): Address | S3Fault {
  const bucketOfHost = hostBucket(host, rules.domain)
  if (bucketOfHost !== undefined) return bucketAddress(bucketOfHost, path.slice(1))
  if (path === '/') return { kind: 'service' }
  const slash = path.indexOf('/', 1)
  const bucket = decodeOnce(path.slice(1, slash < 0 ? undefined : slash))
  if (bucket === undefined) return invalidUri()
  return bucketAddress(bucket, slash < 0 ? '' : path.slice(slash + 1))
}

/** A bucket's name and a key, both decoded, as a part of a request has them. */
export function objectAddress(bucket: string, key: string): { bucket: string; key: string } | S3Fault {
  if (!isBucketName(bucket)) return invalidBucketName()
  if (Buffer.byteLength(key) > maxKeyBytes) return fault('KeyTooLongError', 400, 'Your key is too long')
  if (/\p{Cc}/u.test(key)) return invalidUri()
  // Some stores walk paths: for them such a key is another one.
  if (key.split('/').some((segment) => segment === '.' || segment === '..')) return invalidUri()
  return { bucket, key }
}

const maxKeyBytes = 1024

function hostBucket(host: string, domain: string | undefined): string | undefined {
  const name = host.toLowerCase().replace(/:\d*$/, '')
  return domain !== undefined && name.endsWith(`.${domain.toLowerCase()}`) ? name.slice(0, -domain.length - 1) : undefined
}

function bucketAddress(bucket: string, encodedKey: string): Address | S3Fault {
  const key = decodeOnce(encodedKey)
  if (key === undefined) return invalidUri()
  const address = objectAddress(bucket, key)
  if ('kind' in address) return address
  return key === '' ? { kind: 'bucket', bucket } : { kind: 'object', ...address }
}

function isBucketName(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes('..')
}

function invalidBucketName(): S3Fault {
  return fault('InvalidBucketName', 400, 'The specified bucket is not valid.')
}
