import { isIP } from 'node:net'
import { parseMasterKey } from '../keys/master-key.ts'
import { parsePostgresUrl } from '../store/postgres/parse-postgres-url.ts'
import type { StoreAddress } from '../store/store-address.ts'
import { type Check, faulty, good, shown } from './fault.ts'

export const checkHost: Check<string> = (text) =>
  /^[\w.:%-]+$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no host name or address.`, 'Give one without scheme and port, such as 127.0.0.1, 0.0.0.0 or ::.')

export const checkPort: Check<number> = (text) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return good(Number(text))
  const problem = `${shown(text)} is no port.`
  return text.startsWith('tcp://')
    ? faulty(
        problem,
        'Kubernetes sets this for a Service named hallpass: set enableServiceLinks: false in the pod, or name the Service otherwise.',
      )
    : faulty(problem, 'Give a whole number from 0 to 65535; 0 picks a free port.')
}

/** More processes than this would be a mistake: each has memory of its own. */
const mostWorkers = 256

export const checkWorkers: Check<number> = (text) =>
  /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= mostWorkers
    ? good(Number(text))
    : faulty(`${shown(text)} is no number of workers.`, `Give a whole number from 1 to ${mostWorkers}; 1 serves in one process.`)

export const checkDataDir: Check<string> = (text) =>
  text === '' ? faulty('The data directory has no name.', 'Give a path; it is made where it does not exist.') : good(text)

/** How many connections a process opens unless it is told. */
export const usualConnections = 10

/** The database. The text is not shown: it may hold a password. */
export const checkStore: Check<StoreAddress> = (text) => {
  if (/^postgres(ql)?:/.test(text)) {
    const parsed = parsePostgresUrl(text)
    return parsed.kind === 'good' ? good({ ...parsed.address, connections: usualConnections }) : faulty(parsed.problem, parsed.remedy)
  }
  const path = text.startsWith('sqlite:') ? text.slice('sqlite:'.length) : ''
  if (path === ':memory:') return faulty('A store in memory would lose every identity at exit.', 'Use sqlite:PATH with the path of a file.')
  return path === ''
    ? faulty('The store is of neither form.', 'Use sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE, or leave it out.')
    : good({ kind: 'sqlite', path })
}

export const checkConnections: Check<number> = (text) =>
  /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000
    ? good(Number(text))
    : faulty(`${shown(text)} is no number of connections.`, 'Give a whole number from 1 to 1000.')

/** How many connections a listener holds. */
export const checkConnectionLimit: Check<number> = (text) =>
  /^[1-9]\d{0,6}$/.test(text)
    ? good(Number(text))
    : faulty(`${shown(text)} is no number of connections.`, 'Give a whole number from 1 to 9999999.')

export const checkAccountId: Check<string> = (text) =>
  /^\d{12}$/.test(text) ? good(text) : faulty(`${shown(text)} is no account id.`, 'Give twelve digits, such as 000000000000.')

/** Ids are `REGION:UUID`, 55 characters at most, and clients read the region from them. Source: Cognito API reference, IdentityPoolId. */
export const checkRegion: Check<string> = (text) =>
  text.length <= 18 && /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no region.`, 'Give one of the form us-east-1, 18 characters at most.')

/** A root key's id: ids that begin with ASIA belong to sessions. */
export const checkAccessKeyId: Check<string> = (text) => {
  if (!/^\w{16,128}$/.test(text)) return faulty('The id has another form.', 'Give 16 to 128 characters of A–Z, a–z, 0–9 and _.')
  return text.startsWith('ASIA')
    ? faulty('Ids that begin with ASIA are for temporary credentials.', 'Choose another id, such as one that begins with AKIA.')
    : good(text)
}

export const checkSecretAccessKey: Check<string> = (text) => good(text)

/** 32 bytes, in base64 or in hexadecimal digits. */
export const checkMasterKey: Check<Uint8Array> = (text) => {
  try {
    return good(parseMasterKey(text))
  } catch {
    return faulty('The key is not 32 bytes in base64 or hexadecimal digits.', 'Make one with: openssl rand -base64 32')
  }
}

export const checkSwitch: Check<boolean> = (text) =>
  text === 'true' || text === 'false' ? good(text === 'true') : faulty(`${shown(text)} is neither true nor false.`, 'Give true or false.')

/** A proxy's address, or a block of them. */
export const checkProxy: Check<string> = (text) => {
  const [address = '', length, ...rest] = text.split('/')
  const bits = { 4: 32, 6: 128 }[isIP(address)]
  const isBlock = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (bits ?? 0))
  return bits !== undefined && isBlock && rest.length === 0
    ? good(text)
    : faulty(`${shown(text)} is no address.`, 'Give an IP address or a block of them, such as 10.0.0.7 or 10.0.0.0/8.')
}
