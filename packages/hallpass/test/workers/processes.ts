import type { HallpassProcess } from '../hallpass-process.ts'

/** A line of the supervisor's log about one of its processes. */
interface Line {
  readonly process?: string
  readonly pid: number
  readonly msg: string
}

/** The process id of a server's process (`writer`, `worker 1`) that became ready last; waits for the `nth` of that name. */
export async function processId(server: HallpassProcess, name: string, nth = 1): Promise<number> {
  const pid = await server.logged((lines) => lines.filter((line) => isReady(line, name))[nth - 1])
  return (pid as Line).pid
}

function isReady(line: unknown, name: string): boolean {
  const { process, msg } = line as Partial<Line>
  return process === name && msg === 'ready'
}
