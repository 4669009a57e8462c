import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base } from 'vitest'
import { testWorkers } from './serve-together.ts'

export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface HallpassProcess {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** Read off the readiness line; fails when the process ends without one. */
  readonly url: Promise<string>
  /** The same of the S3 gateway. */
  readonly gatewayUrl: Promise<string>
  /** Resolves once it has said something like this on standard error. */
  said(pattern: RegExp): Promise<void>
  stop(signal: NodeJS.Signals): Promise<Ended>
  /** What `find` finds in the log, a line an entry, as soon as it does. */
  logged<T>(find: (lines: readonly unknown[]) => T | undefined): Promise<T>
}

/** The command line as a process of its own, in an empty folder and without settings from outside; whatever still runs is ended. */
export const test = base.extend<{
  folder: string
  hallpass: (args: readonly string[], env?: Readonly<Record<string, string>>) => HallpassProcess
}>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  hallpass: async ({ folder }, use) => {
    const started: ChildProcessWithoutNullStreams[] = []
    await use((args, env = {}) => {
      const child = spawn(process.execPath, [command, ...args], { cwd: folder, env: { ...outerEnvironment(), ...env } })
      started.push(child)
      return observe(child)
    })
    const running = started.filter((child) => child.exitCode === null && child.signalCode === null)
    for (const child of running) child.kill('SIGKILL')
    await Promise.all(running.map((child) => once(child, 'close')))
  },
})

const command = fileURLToPath(new URL('../bin/hallpass.js', import.meta.url))

function outerEnvironment(): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HALLPASS_')))
  return { ...env, HALLPASS_WORKERS: String(testWorkers) }
}

function observe(child: ChildProcessWithoutNullStreams): HallpassProcess {
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  const searches = new Set<() => void>()
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString()
    for (const search of searches) search()
  })
  const ended = once(child, 'close').then(([exitCode]): Ended => ({ exitCode: exitCode as number | null, stdout, stderr }))
  const readiness = (line: RegExp) => {
    const url = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => {
        const [, found] = line.exec(stdout) ?? []
        if (found !== undefined) resolve(found)
      })
      void ended.then((end) => reject(new Error(`It ended without a readiness line: ${JSON.stringify(end)}`)))
    })
    // Who waits for the end alone does not care for the address.
    url.catch(() => undefined)
    return url
  }
  /** What `find` finds on standard error, as soon as it does. */
  const heard = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const search = () => {
        const found = find()
        if (found === undefined) return
        searches.delete(search)
        resolve(found)
      }
      searches.add(search)
      search()
      void ended.then((end) => reject(new Error(`It ended before it said so: ${JSON.stringify(end)}`)))
    })
  return {
    // It was started, or there would be no streams.
    pid: child.pid as number,
    ended,
    url: readiness(/^hallpass listening on (\S+)\n/m),
    gatewayUrl: readiness(/^hallpass gateway listening on (\S+)\n/m),
    said: (pattern) => heard(() => (pattern.test(stderr) ? true : undefined)).then(() => undefined),
    logged: (find) => heard(() => find(logLines(stderr))),
    stop(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** The lines of the log that are whole; what is for people is left out. */
function logLines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as unknown)
}
