import { createHash } from 'node:crypto'
import { type Checksum, createCrc32, createCrc32c, createCrc64 } from './crc.ts'

/** The headers and trailers by which checksums are told. */
const names = [
  'x-amz-checksum-crc32',
  'x-amz-checksum-crc32c',
  'x-amz-checksum-crc64nvme',
  'x-amz-checksum-sha1',
  'x-amz-checksum-sha256',
  'content-md5',
] as const
export type ChecksumName = (typeof names)[number]

export function isChecksum(name: string): name is ChecksumName {
  // Readonly lists take their own texts only.
  return (names as readonly string[]).includes(name)
}

/** What is told of a body in its headers: name → base64. */
export function toldChecksums(headers: ReadonlyMap<string, string>): ReadonlyMap<ChecksumName, string> {
  const told = new Map<ChecksumName, string>()
  for (const name of names) {
    const value = headers.get(name)
    if (value !== undefined) told.set(name, value)
  }
  return told
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export function createChecksum(name: ChecksumName): Checksum {
  switch (name) {
    case 'x-amz-checksum-crc32':
      return createCrc32()
    case 'x-amz-checksum-crc32c':
      return createCrc32c()
    case 'x-amz-checksum-crc64nvme':
      return createCrc64()
    case 'x-amz-checksum-sha1':
      return hash('sha1')
    case 'x-amz-checksum-sha256':
      return hash('sha256')
    case 'content-md5':
      return hash('md5')
  }
}

function hash(algorithm: string): Checksum {
  const state = createHash(algorithm)
  return { update: (bytes) => state.update(bytes), digest: () => state.digest('base64') }
}
