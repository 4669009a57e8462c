import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePostgresUrl } from './parse-postgres-url.ts'

function good(url: string) {
  const parsed = parsePostgresUrl(url)
  if (parsed.kind === 'faulty') throw new Error(parsed.problem)
  return parsed.address
}

test('an address has a user, a host and a database', () => {
  expect(good('postgres://me@db.example.com/hallpass')).toEqual({
    kind: 'postgres',
    hosts: [{ host: 'db.example.com', port: 5432 }],
    user: 'me',
    password: undefined,
    database: 'hallpass',
    tls: { mode: 'verify-full', rootCertificates: undefined, certificate: undefined, key: undefined },
    applicationName: 'hallpass',
    isPrepared: true,
  })
})

test('what is escaped is read', () => {
  const { user, password, database } = good('postgresql://m%40e:p%2F%3A%23%25@db/h%20p')
  expect([user, password, database]).toEqual(['m@e', 'p/:#%', 'h p'])
})

test.each([
  ['db:6432', [{ host: 'db', port: 6432 }]],
  [
    'a:1,b',
    [
      { host: 'a', port: 1 },
      { host: 'b', port: 5432 },
    ],
  ],
  ['[::1]:5433', [{ host: '::1', port: 5433 }]],
  ['%2Frun%2Fpostgresql', [{ host: '/run/postgresql', port: 5432 }]],
])('hosts %s', (text, hosts) => {
  expect(good(`postgres://me@${text}/h`).hosts).toEqual(hosts)
})

test.each([
  ['127.0.0.1', 'disable'],
  ['localhost', 'disable'],
  ['[::1]', 'disable'],
  ['%2Frun', 'disable'],
  ['127.example.com', 'verify-full'],
  ['10.0.0.1', 'verify-full'],
  ['localhost,db', 'verify-full'],
] as const)('without an sslmode, %s is spoken to with %s', (host, mode) => {
  expect(good(`postgres://me@${host}/h`).tls.mode).toBe(mode)
})

test('its parameters', () => {
  const { tls, applicationName, isPrepared } = good(
    'postgres://me@db/h?sslmode=verify-ca&sslrootcert=%2Fetc%2Fca.pem&sslcert=c&sslkey=k&application_name=id&prepared=false',
  )
  expect(tls).toEqual({ mode: 'verify-ca', rootCertificates: '/etc/ca.pem', certificate: 'c', key: 'k' })
  expect([applicationName, isPrepared]).toEqual(['id', false])
})

test.each([
  'postgres://db/h',
  'postgres://me@db',
  'postgres://me@db/',
  'postgres://me@/h',
  'postgres://me@db:0/h',
  'postgres://me@db:65536/h',
  'postgres://me@a,,b/h',
  'postgres://me:%zz@db/h',
  'postgres://me:p@ss@db/h',
  'postgres://me@db/h?sslmode=prefer',
  'postgres://me@db/h?sslmode=allow',
  'postgres://me@db/h?prepared=no',
  'postgres://me@db/h?host=elsewhere',
  'postgres://me@db/h?password=secret',
])('%s is refused', (url) => {
  expect(parsePostgresUrl(url).kind).toBe('faulty')
})

test('no text makes it throw, and no fault repeats what was given', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (text) => {
      const parsed = parsePostgresUrl(`postgres://me:hunter2${text}`)
      if (parsed.kind === 'faulty') expect(`${parsed.problem} ${parsed.remedy}`).not.toContain('hunter2')
    }),
  )
})
