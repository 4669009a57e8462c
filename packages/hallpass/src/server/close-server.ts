import type { FastifyInstance } from 'fastify'

/** How long requests under way may take when a server is closed, milliseconds. */
const closingTime = 10_000
/** How often it is looked for connections that have become idle meanwhile, milliseconds. */
const sweepInterval = 100

/** Takes no new requests, and waits up to ten seconds for those under way. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const deadline = setTimeout(() => server.server.closeAllConnections(), closingTime)
  // Connections that were busy when the server closed are kept alive by their clients once they are answered.
  const sweep = setInterval(() => server.server.closeIdleConnections(), sweepInterval)
  await server.close()
  clearInterval(sweep)
  clearTimeout(deadline)
}
