import { createServer, type Socket } from 'node:net'
import type { Submit } from '../store/sqlite/attempt.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { Frames } from './frames.ts'
import type { Failure, Reply, Submission } from './write-messages.ts'

export interface WriteService {
  /** Waits until the workers have gone, ten seconds at most, and for the writes under way. */
  close(): Promise<void>
}

/** How long workers have to go, milliseconds: as long as requests under way have. */
const closingTime = 10_000

/**
 * Carries out what workers submit.
 * @param path of the local socket; whoever can open it may write whatever there is
 */
export async function serveWrites(path: string, submit: Submit): Promise<WriteService> {
  const open = new Set<Socket>()
  const underWay = new Set<Promise<void>>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // The worker is gone; what it submitted is carried out all the same.
    socket.on('error', () => socket.destroy())
    const frames = new Frames(socket, (message) => {
      // Only workers connect, and they send nothing else.
      const work = answer(message as Submission, submit).then((reply) => {
        underWay.delete(work)
        frames.send(reply)
      })
      underWay.add(work)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve)
  })
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      const deadline = setTimeout(() => {
        for (const socket of open) socket.destroy()
      }, closingTime)
      await closed
      clearTimeout(deadline)
      await Promise.all(underWay)
    },
  }
}

async function answer({ id, attempt }: Submission, submit: Submit): Promise<Reply> {
  try {
    return { id, result: { kind: 'verdict', verdict: await submit(attempt) } }
  } catch (error) {
    return { id, result: { kind: 'failed', failure: failureOf(error) } }
  }
}

function failureOf(error: unknown): Failure {
  const errcode = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined
  return { message: error instanceof Error ? error.message : String(error), isUnavailable: error instanceof StoreUnavailable, errcode }
}
