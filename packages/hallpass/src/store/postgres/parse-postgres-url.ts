import { isIPv4 } from 'node:net'
import type { PostgresAddress, PostgresHost, PostgresTls } from './postgres-address.ts'

export type ParsedUrl =
  | { readonly kind: 'good'; readonly address: Omit<PostgresAddress, 'connections'> }
  /** The texts never repeat what was given: it may hold a password. */
  | { readonly kind: 'faulty'; readonly problem: string; readonly remedy: string }

/**
 * Reads a connection URL, `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?sslmode=verify-full`.
 * Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parsePostgresUrl(url: string): ParsedUrl {
  const groups = form.exec(url)?.groups
  if (groups === undefined) return faulty('The address is not of the form postgres://USER:PASSWORD@HOST:PORT/DATABASE.', encode)
  const [user, password, database] = [groups['user'], groups['password'], groups['database']].map(decoded)
  const hosts = (groups['hosts'] ?? '').split(',').map(toHost)
  const parameters = new Map(new URLSearchParams(groups['parameters'] ?? ''))

  if (user === undefined || user === '') return faulty('The address names no user.', `Give postgres://USER@HOST/DATABASE. ${encode}`)
  if (database === undefined || database === '') return faulty('The address names no database.', 'Give postgres://USER@HOST/DATABASE.')
  if (groups['password'] !== undefined && password === undefined) return faulty('The password cannot be read.', encode)
  if (!hosts.every((host) => host !== undefined)) return faulty('A host or its port cannot be read.', 'Give HOST or HOST:PORT, [::1]:5432.')
  const unknown = [...parameters.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) return faulty('The address has a parameter that is not known.', `These are: ${[...known].join(', ')}.`)

  const mode = parameters.get('sslmode') ?? (hosts.every(isHere) ? 'disable' : 'verify-full')
  if (!isMode(mode)) return faulty('The sslmode is none of ours.', `Give one of ${modes.join(', ')}: the others would go on without TLS.`)
  const prepared = parameters.get('prepared') ?? 'true'
  if (prepared !== 'true' && prepared !== 'false') return faulty('prepared is neither true nor false.', 'Give true or false.')
  const file = (name: string) => parameters.get(name) || undefined
  const tls = { mode, rootCertificates: file('sslrootcert'), certificate: file('sslcert'), key: file('sslkey') }
  const applicationName = parameters.get('application_name') || 'hallpass'
  return {
    kind: 'good',
    address: {
      kind: 'postgres',
      hosts,
      user,
      password: password || undefined,
      database,
      tls,
      applicationName,
      isPrepared: prepared === 'true',
    },
  }
}

const form =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^/?#@]*)\/(?<database>[^/?#]*)(?:\?(?<parameters>[^#]*))?$/
const known = new Set(['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'application_name', 'prepared'])
const modes: readonly PostgresTls['mode'][] = ['disable', 'require', 'verify-ca', 'verify-full']
const encode = 'Characters such as : / ? # @ in a name or password are written as %3A, %2F, …'

function isMode(text: string): text is PostgresTls['mode'] {
  return modes.some((mode) => mode === text)
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function toHost(text: string): PostgresHost | undefined {
  const [, bracketed, plain, port = '5432'] = /^(?:\[([\da-fA-F:.%]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const host = bracketed ?? decoded(plain)
  return host === undefined || host === '' || Number(port) < 1 || Number(port) > 65_535 ? undefined : { host, port: Number(port) }
}

/** Whether what is sent does not leave this machine. */
function isHere({ host }: PostgresHost): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('/') || (isIPv4(host) && host.startsWith('127.'))
}

function faulty(problem: string, remedy: string): ParsedUrl {
  return { kind: 'faulty', problem, remedy }
}
