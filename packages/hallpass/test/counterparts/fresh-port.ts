import type { AddressInfo, Server } from 'node:net'

const given = new Set<number>()

/**
 * Listens on a loopback port that no server of this test file had before; returns the port. The system gives a port again soon
 * after its server has closed, but the service under test still knows the provider that was there: its registration, its keys.
 */
export async function listenOnFreshPort(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo
  if (!given.has(port)) {
    given.add(port)
    return port
  }
  await new Promise((resolve) => server.close(resolve))
  return listenOnFreshPort(server)
}
