import { generateKeyPairSync } from 'node:crypto'
import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'
import { isSkippedWithoutPostgres, postgresBinaries } from '../counterparts/postgres/postgres-binaries.ts'
import { clusterIn, freshPort, initializedFolder, type PostgresCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { loopbackCertificate } from '../counterparts/self-signed-certificate.ts'
import { addressOf } from './postgres-database.ts'

let cluster: PostgresCluster
let ownCertificate = ''
let anotherCertificate = ''

function makeCertificate(folder: string, name: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const body = loopbackCertificate(privateKey).toString('base64').replace(/.{64}/g, '$&\n')
  const file = join(folder, `${name}.crt`)
  writeFileSync(file, `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`)
  writeFileSync(join(folder, `${name}.key`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  const { uid, gid } = postgresBinaries().options
  for (const part of ['crt', 'key']) if (uid !== undefined && gid !== undefined) chownSync(join(folder, `${name}.${part}`), uid, gid)
  return file
}

async function connect(parameters: string, host = '127.0.0.1'): Promise<void> {
  const url = `${cluster.url().replace('127.0.0.1', host)}?${parameters}`
  const engine = await openEngine(addressOf(url, 1))
  await engine.close()
}

describe.skipIf(isSkippedWithoutPostgres())('TLS to PostgreSQL', () => {
  beforeAll(async () => {
    const folder = initializedFolder()
    ownCertificate = makeCertificate(folder, 'own')
    anotherCertificate = makeCertificate(folder, 'another')
    writeFileSync(join(folder, 'data/pg_hba.conf'), 'hostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n')
    const files = { ssl_cert_file: ownCertificate, ssl_key_file: join(folder, 'own.key') }
    cluster = clusterIn(folder, await freshPort(), { ssl: 'on', fsync: 'off', ...files })
    await cluster.start()
  })
  afterAll(() => cluster.remove())

  test('a server that asks for it is not spoken to without', async () => {
    await expect(connect('sslmode=disable')).rejects.toThrow(/PostgreSQL cannot be used/)
  })

  test.each(['require', 'verify-ca', 'verify-full'])('sslmode=%s takes a certificate that is trusted', async (mode) => {
    await expect(connect(`sslmode=${mode}&sslrootcert=${encodeURIComponent(ownCertificate)}`)).resolves.toBeUndefined()
  })

  test('sslmode=require takes any certificate where none is named', async () => {
    await expect(connect('sslmode=require')).resolves.toBeUndefined()
  })

  test.each(['require', 'verify-ca', 'verify-full'])('sslmode=%s refuses a certificate that is not the one named', async (mode) => {
    await expect(connect(`sslmode=${mode}&sslrootcert=${encodeURIComponent(anotherCertificate)}`)).rejects.toThrow()
  })

  test('the certificate is to be of the host only where that is asked', async () => {
    const root = `sslrootcert=${encodeURIComponent(ownCertificate)}`
    await expect(connect(`sslmode=verify-ca&${root}`, 'localhost')).resolves.toBeUndefined()
    await expect(connect(`sslmode=verify-full&${root}`, 'localhost')).rejects.toThrow()
  })

  test('a file that is not there is named', async () => {
    await expect(connect('sslmode=verify-full&sslrootcert=none.pem')).rejects.toThrow('none.pem cannot be read.')
  })
})
