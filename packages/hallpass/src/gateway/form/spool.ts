import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fault, type S3Fault } from '../../s3/s3-fault.ts'
import { PayloadError } from '../payload/payload-error.ts'

export interface Spooled {
  /** Bytes. */
  readonly length: number
  open(): Readable
  remove(): Promise<void>
}

/** The longest file that a form may bring, bytes. Source: Amazon S3 API reference, "POST Object". */
const longestFile = 5 * 1024 ** 3

/** Keeps a file on disk, so that its length is known before the store is asked; readable by this process's user alone. */
export async function spool(file: Readable, { min, max }: { readonly min: number; readonly max: number }): Promise<Spooled | S3Fault> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-form-'))
  const path = join(folder, 'file')
  const remove = () => rm(folder, { recursive: true, force: true })
  let length = 0
  const counted = new Transform({
    transform(bytes: Buffer, _, done) {
      length += bytes.length
      done(length > Math.min(max, longestFile) ? new PayloadError(tooLarge()) : null, bytes)
    },
  })
  try {
    await pipeline(file, counted, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  } catch (error) {
    await remove()
    throw error
  }
  if (length >= min) return { length, open: () => createReadStream(path), remove }
  await remove()
  return fault('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size')
}

function tooLarge(): S3Fault {
  return fault('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size')
}
