import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RootAccessKey } from '../authentication/root-access-key.ts'
import { createSecretFile } from '../keys/create-secret-file.ts'
import { readSecretFile } from '../keys/read-secret-file.ts'
import { makeAccessKeyId } from '../session/access-key-id.ts'
import { ConfigurationError } from './configuration-error.ts'

/** The root access key of the data directory, made where there is none: of two servers that start at once, one makes it. */
export async function readOrCreateRootAccessKey(
  dataDir: string,
  accountId: string,
): Promise<{ readonly key: RootAccessKey; readonly isNew: boolean }> {
  const file = join(dataDir, 'root-credentials.json')
  const fresh = { accessKeyId: makeAccessKeyId('AKIA', accountId, randomBytes), secretAccessKey: randomBytes(30).toString('base64') }
  const known = await readSecretFile(file)
  if (known !== undefined) return { key: parse(known, file), isNew: false }
  if ((await createSecretFile(file, Buffer.from(`${JSON.stringify(fresh, null, 2)}\n`))) === 'created') return { key: fresh, isNew: true }
  return { key: parse((await readSecretFile(file)) ?? new Uint8Array(), file), isNew: false }
}

function parse(contents: Uint8Array, file: string): RootAccessKey {
  const wrong = new ConfigurationError(
    `${file} holds no root access key: it is {"accessKeyId": …, "secretAccessKey": …}. Mend it, or delete it to have a new key made.`,
  )
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(contents).toString('utf8'))
  } catch {
    throw wrong
  }
  if (typeof json !== 'object' || json === null || !('accessKeyId' in json) || !('secretAccessKey' in json)) throw wrong
  const { accessKeyId, secretAccessKey } = json
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || accessKeyId === '' || secretAccessKey === '') throw wrong
  return { accessKeyId, secretAccessKey }
}
