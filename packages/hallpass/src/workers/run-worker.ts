import type { Logger } from 'pino'
import { dataAddress } from '../server/data-address.ts'
import { serve } from '../server/serve.ts'
import { Forgetting } from './forgetting.ts'
import { HandedConnections } from './handed-connections.ts'
import { received, type Task } from './messages.ts'
import type { SupervisorLine } from './supervisor-line.ts'
import { WriterLine } from './writer-line.ts'

/** Serves the connections that the supervisor hands on, until it asks for the end. */
export async function runWorker({ settings, urls }: Task & { kind: 'serve' }, line: SupervisorLine, log: Logger): Promise<void> {
  const writer = new WriterLine()
  const peers = new Forgetting(line.report)
  const doors = new HandedConnections(urls, () => line.report({ kind: 'left' }))
  const writerIsThere = new Promise<void>((resolve) => {
    line.onOrder((order, connection) => {
      if (order.kind === 'writer') {
        writer.connect(order.socketPath)
        resolve()
      }
      peers.take(order)
      if (order.kind !== 'connection' || connection === undefined) return
      // Before anything is read: who has it is settled.
      line.report({ kind: 'taken', id: order.id })
      doors.take(order.door, connection)
    })
  })
  const hasWriter = dataAddress(settings).kind === 'sqlite'
  // The writer makes the file that is opened here.
  if (hasWriter) await Promise.race([writerIsThere, line.drained])
  const company = { peers, submit: hasWriter ? writer.submit.bind(writer) : undefined }
  const server = await serve({ ...received(settings), company, openDoor: doors.open, log })
  line.report({ kind: 'ready', newRootAccessKey: server.rootAccessKeyIsNew ? server.rootAccessKey : undefined })
  await line.drained
  await server.close()
  writer.close()
}
