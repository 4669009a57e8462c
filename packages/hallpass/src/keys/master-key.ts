import { createSecretFile } from './create-secret-file.ts'
import { KeyConfigurationError } from './key-configuration-error.ts'
import { readSecretFile } from './read-secret-file.ts'

/** Bytes of a master key. */
const size = 32

/** What was given as the master key is none. */
export class InvalidMasterKey extends KeyConfigurationError {}

/** The master key in this file: 32 bytes, mode 0600. Made at first start; its folder must exist. */
export async function readOrCreateMasterKey(file: string, random: (bytes: number) => Uint8Array): Promise<Uint8Array> {
  const held = await readMasterKey(file)
  if (held !== undefined) return held
  await createSecretFile(file, random(size))
  // Read it back: another process may have been first.
  const made = await readMasterKey(file)
  if (made === undefined) throw new InvalidMasterKey(`The master key file ${file} went away while it was being read. Start again.`)
  return made
}

/** The master key in the text of `HALLPASS_MASTER_KEY`: 32 bytes in base64 or hexadecimal. */
export function parseMasterKey(text: string): Uint8Array {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex')
  const bytes = Buffer.from(trimmed, 'base64')
  if (bytes.length === size && bytes.toString('base64') === trimmed) return bytes
  throw new InvalidMasterKey(
    'HALLPASS_MASTER_KEY must be exactly 32 bytes in base64 (44 characters) or hexadecimal (64 digits). Make one with: openssl rand -base64 32',
  )
}

async function readMasterKey(file: string): Promise<Uint8Array | undefined> {
  const contents = await readSecretFile(file)
  if (contents !== undefined && contents.length !== size) {
    throw new InvalidMasterKey(
      `The master key file ${file} must hold exactly ${size} bytes, but holds ${contents.length}. Restore it from a backup; without it the keys in the store cannot be read.`,
    )
  }
  return contents
}
