import { type Answered, poster } from './post.ts'
import type { Service } from './server.ts'

/** Connections enough for each worker to have some. */
const connections = 8

export interface EveryWorker {
  /** The same call over all connections at once. */
  ask(operation: string, input: unknown): Promise<readonly Answered[]>
  close(): void
}

/** Asks all workers of a service, each over connections that are kept. */
export function everyWorker({ url }: Pick<Service, 'url'>): EveryWorker {
  const posters = Array.from({ length: connections }, () => poster(url, 1))
  return {
    ask: (operation, input) => Promise.all(posters.map(({ post }) => post(operation, input))),
    close() {
      for (const { close } of posters) close()
    },
  }
}

/** The one status that all answers have; of several, all. */
export function statusOf(answers: readonly Answered[]): string {
  return [...new Set(answers.map(({ status }) => status))].join()
}
