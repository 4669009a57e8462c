import { createHash } from 'node:crypto'
import type { ChunkSigner } from '../../s3/chunk-signature.ts'
import { fault } from '../../s3/s3-fault.ts'
import { isSameText } from '../../sigv4/is-same-text.ts'
import { type ChecksumName, createChecksum } from './checksum.ts'
import { ChunkReader } from './chunk-reader.ts'
import { hashMismatch, incompleteBody, malformedTrailer, PayloadError } from './payload-error.ts'
import type { PayloadPlan } from './payload-plan.ts'

/** Takes a body as it comes in. Both methods throw a {@link PayloadError} where it is not what was signed or told. */
export interface PayloadReader {
  read(bytes: Buffer): void
  end(): void
}

/** What a body is held against. */
export interface PayloadRules {
  readonly plan: PayloadPlan
  /** Signs what came in signed chunks. */
  readonly chunks: ChunkSigner | undefined
  /** Checksums that headers told: base64. */
  readonly told: ReadonlyMap<ChecksumName, string>
}

/**
 * Reads a body: bytes as they came go in, the bytes of the object come out. The last of them are let go only once all is checked that was
 * signed or told, so that whoever has been promised `plan.length` bytes never gets them of a body that does not hold.
 * @param push takes the bytes of the object
 */
export function createPayloadReader({ plan, chunks, told }: PayloadRules, push: (bytes: Buffer) => void): PayloadReader {
  const sha256 = plan.sha256 === undefined ? undefined : createHash('sha256')
  const sums = [...new Set([...told.keys(), ...plan.trailers])].map((name) => [name, createChecksum(name)] as const)
  let length = 0
  let held: Buffer | undefined

  const take = (bytes: Buffer) => {
    if (bytes.length === 0) return
    length += bytes.length
    if (length > plan.length) throw incompleteBody()
    sha256?.update(bytes)
    for (const [, sum] of sums) sum.update(bytes)
    if (held !== undefined) push(held)
    held = bytes
  }
  const reader =
    plan.form === 'plain' ? undefined : new ChunkReader(plan.form === 'signed-chunks' ? chunks : undefined, plan.endsWithTrailers, take)
  return {
    read: (bytes) => (reader === undefined ? take(bytes) : reader.read(bytes)),
    end() {
      const trailers = reader?.end() ?? new Map<string, string>()
      if (length !== plan.length) throw incompleteBody()
      const isAnnounced = (name: string) => plan.trailers.some((trailer) => trailer === name)
      if (trailers.size !== plan.trailers.length || ![...trailers.keys()].every(isAnnounced)) throw malformedTrailer()
      if (sha256 !== undefined && !isSameText(sha256.digest('hex'), plan.sha256 ?? '')) throw hashMismatch()
      for (const [name, sum] of sums) checkSum(name, sum.digest(), told.get(name), trailers.get(name))
      if (held !== undefined) push(held)
    },
  }
}

/** Every statement about the sum holds. */
function checkSum(name: ChecksumName, sum: string, ...statements: readonly (string | undefined)[]): void {
  if (statements.every((statement) => statement === undefined || statement === sum)) return
  const message =
    name === 'content-md5'
      ? 'The Content-MD5 you specified did not match what we received.'
      : `The ${name.slice('x-amz-checksum-'.length).toUpperCase()} you specified did not match the calculated checksum.`
  throw new PayloadError(fault('BadDigest', 400, message))
}
