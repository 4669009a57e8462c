import { writeCopySource } from './copy-source.ts'
import type { S3Request } from './s3-request.ts'
import { parseTagging, writeTagging } from './tagging.ts'

/**
 * The headers that a request is sent on with: those that S3 knows for it, and no others. Not those of the body's framing, of the signature
 * and of the connection, which are made anew.
 */
export function sentHeaders(request: S3Request): ReadonlyMap<string, string> {
  const { headers, copySource } = request
  const known = knownHeaders(request)
  const sent = new Map([...headers].filter(([name]) => known.test(name)))
  // Written anew, so that nobody reads them in another way than they were judged in.
  if (copySource !== undefined) sent.set('x-amz-copy-source', writeCopySource(copySource))
  if (sent.has('x-amz-tagging')) sent.set('x-amz-tagging', writeTagging(parseTagging(headers.get('x-amz-tagging') ?? '') ?? new Map()))
  return sent
}

/** Source: Amazon S3 API reference, the request headers of each operation. */
const always = ['x-amz-expected-bucket-owner', 'x-amz-request-payer']
const preconditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']
const customerKey = ['x-amz-server-side-encryption-customer-(algorithm|key|key-md5)']
const checksums = ['content-md5', 'x-amz-sdk-checksum-algorithm', 'x-amz-checksum-(algorithm|type|crc32|crc32c|crc64nvme|sha1|sha256)']
const read = [
  ...preconditions,
  ...customerKey,
  'range',
  'x-amz-checksum-mode',
  'x-amz-object-attributes',
  'x-amz-(max-parts|part-number-marker)',
]
const acl = ['x-amz-acl', 'x-amz-grant-(read|write|read-acp|write-acp|full-control)']
const write = [
  ...acl,
  ...checksums,
  ...customerKey,
  ...['if-match', 'if-none-match', 'content-(type|disposition|encoding|language)', 'cache-control', 'expires', 'x-amz-meta-.+'],
  ...['x-amz-server-side-encryption(-aws-kms-key-id|-context|-bucket-key-enabled)?', 'x-amz-storage-class', 'x-amz-tagging'],
  ...['x-amz-website-redirect-location', 'x-amz-object-lock-(mode|retain-until-date|legal-hold)', 'x-amz-write-offset-bytes'],
]
const copy = [
  ...['x-amz-metadata-directive', 'x-amz-tagging-directive', 'x-amz-copy-source-if-(match|none-match|modified-since|unmodified-since)'],
  ...['x-amz-copy-source-range', 'x-amz-copy-source-server-side-encryption-customer-(algorithm|key|key-md5)'],
  'x-amz-source-expected-bucket-owner',
]
const complete = [...checksums, ...customerKey, 'if-match', 'if-none-match', 'content-type', 'x-amz-mp-object-size']
const part = [...checksums, ...customerKey]
const bypass = ['x-amz-bypass-governance-retention']
const document = [...checksums, 'content-type']

/** Compiled once for each of the few lists that there are. */
const compiled = new Map<string, RegExp>()

function knownHeaders(request: S3Request): RegExp {
  const names = [...always, ...headersOf(request)].join('|')
  const known = compiled.get(names) ?? new RegExp(`^(${names})$`)
  compiled.set(names, known)
  return known
}

function headersOf({ method, address, subresource, copySource }: S3Request): readonly string[] {
  if (method === 'GET' || method === 'HEAD') return address.kind === 'object' ? read : ['x-amz-optional-object-attributes']
  if (address.kind !== 'object') return bucketHeaders(method, subresource)
  switch (subresource) {
    case undefined:
      if (method === 'DELETE') return [...bypass, 'if-match']
      return copySource === undefined ? write : [...write, ...copy]
    case 'uploads':
      return write
    case 'uploadId':
      if (method === 'POST') return complete
      return method === 'DELETE' ? [] : copySource === undefined ? part : [...part, ...copy]
    case 'acl':
      return [...acl, ...document]
    case 'retention':
      return [...bypass, ...document]
    default:
      return document
  }
}

function bucketHeaders(method: string, subresource: string | undefined): readonly string[] {
  if (method === 'DELETE') return []
  if (subresource === undefined) return [...acl, ...document, 'x-amz-bucket-object-lock-enabled', 'x-amz-object-ownership']
  switch (subresource) {
    case 'acl':
      return [...acl, ...document]
    case 'delete':
      return [...bypass, ...document]
    case 'policy':
      return [...document, 'x-amz-confirm-remove-self-bucket-access']
    case 'object-lock':
      return [...document, 'x-amz-bucket-object-lock-token']
    default:
      return [...document, 'x-amz-transition-default-minimum-object-size', 'x-amz-skip-destination-validation']
  }
}
