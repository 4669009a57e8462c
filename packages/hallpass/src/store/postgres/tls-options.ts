import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { PostgresTls } from './postgres-address.ts'

/** What TLS is asked for. A server that does not speak it is not spoken to. */
export function tlsOptions({ mode, rootCertificates, certificate, key }: PostgresTls): ConnectionOptions | false {
  if (mode === 'disable') return false
  return {
    rejectUnauthorized: mode !== 'require' || rootCertificates !== undefined,
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
    ...(rootCertificates !== undefined && { ca: read(rootCertificates) }),
    ...(certificate !== undefined && { cert: read(certificate) }),
    ...(key !== undefined && { key: read(key) }),
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new StoreUnavailable(`${file} cannot be read. It is named in the address of the database.`, { cause })
  }
}
