import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { ConnectionPool } from './connection-pool.ts'

/** AuthenticationOk and ReadyForQuery. Source: PostgreSQL manual, "Message Formats" */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

/** A database that lets everybody in, and dies before it answers anything. */
async function startDyingDatabase() {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(welcome)
      socket.once('data', () => socket.destroy())
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // It listens at a port.
  return { port: (server.address() as AddressInfo).port, connections: () => connections, close: () => server.close() }
}

test('a connection that dies while it is asked whether it is a standby’s makes room for another', async () => {
  const database = await startDyingDatabase()
  const host = { host: '127.0.0.1', port: database.port }
  const tls = { mode: 'disable', rootCertificates: undefined, certificate: undefined, key: undefined } as const
  const address = { kind: 'postgres', user: 'u', password: 'p', database: 'd', tls, applicationName: 'x', isPrepared: true } as const
  const pool = new ConnectionPool({ ...address, hosts: [host, host], connections: 2 }, [host, host])
  for (let n = 0; n < 5; n += 1) await expect(pool.take()).rejects.toMatchObject({ name: 'ConnectionLost' })
  expect(database.connections()).toBe(5)
  await pool.close()
  database.close()
})
