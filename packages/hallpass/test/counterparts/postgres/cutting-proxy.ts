import { connect, createServer, type Socket } from 'node:net'
import { listenOnFreshPort } from '../fresh-port.ts'

/** Where a connection is cut: before the database hears of the next commit, or after it has committed and before it says so. */
export type Cut = 'before-commit' | 'after-commit'

/** A network between us and a database, which breaks where it is told to. */
export interface CuttingProxy {
  readonly port: number
  /** Cuts the connection of the next commit. */
  cutAtNextCommit(cut: Cut): void
  /** Cuts all connections that are open. */
  cutAll(): void
  close(): Promise<void>
}

export async function startCuttingProxy(databasePort: number): Promise<CuttingProxy> {
  const open = new Set<Socket>()
  let armed: Cut | undefined
  const server = createServer((client) => {
    const database = connect(databasePort, '127.0.0.1')
    let isDeaf = false
    const end = () => {
      client.destroy()
      database.destroy()
      open.delete(client)
    }
    open.add(client)
    client.on('data', (data) => {
      const cut = armed !== undefined && data.includes('commit\0') ? armed : undefined
      if (cut === undefined) return database.write(data)
      armed = undefined
      if (cut === 'before-commit') return end()
      isDeaf = true
      return database.write(data)
    })
    database.on('data', (data) => (isDeaf ? end() : client.write(data)))
    for (const socket of [client, database]) socket.on('close', end).on('error', end)
  })
  const port = await listenOnFreshPort(server)
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port,
    cutAtNextCommit(cut) {
      armed = cut
    },
    cutAll,
    close() {
      cutAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
