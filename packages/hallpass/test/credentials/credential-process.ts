import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { createPool, type PoolSettings } from '../cognito-identity/federation.ts'
import { test as base, type Hallpass, region } from '../hallpass.ts'

export const hallpassCommand = fileURLToPath(new URL('../../bin/hallpass.js', import.meta.url))

export interface Run {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A run that goes on. */
export interface RunningCommand {
  readonly ended: Promise<Run>
  /** The first match on standard error. */
  told(pattern: RegExp): Promise<string>
}

/** What the program printed. */
export interface PrintedCredentials {
  readonly Version: number
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly SessionToken: string
  readonly Expiration: string
}

/** `hallpass credentials` in a home of its own, with a pool. */
export const test = base.extend<{
  folder: string
  pool: string
  start: (args: readonly string[], env?: Readonly<Record<string, string>>) => RunningCommand
  credentials: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Run>
  kept: () => Promise<readonly string[]>
}>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
  pool: async ({ hallpass }, use) => use(await poolOf(hallpass)),
  start: async ({ folder }, use) => {
    const started: ChildProcess[] = []
    await use((args, env = {}) => {
      const environment = { PATH: process.env['PATH'], HOME: folder, NO_PROXY: '127.0.0.1', ...env }
      const child = spawn(process.execPath, [hallpassCommand, 'credentials', ...args], { cwd: folder, env: environment })
      started.push(child)
      const run = { stdout: '', stderr: '' }
      child.stdout.on('data', (part: Buffer) => (run.stdout += part.toString()))
      child.stderr.on('data', (part: Buffer) => (run.stderr += part.toString()))
      const ended = once(child, 'close').then(([exitCode]): Run => ({ exitCode: exitCode as number | null, ...run }))
      return { ended, told: (pattern) => found(pattern, child, () => run.stderr) }
    })
    const running = started.filter((child) => child.exitCode === null && child.signalCode === null)
    for (const child of running) child.kill('SIGKILL')
    await Promise.all(running.map((child) => once(child, 'close')))
  },
  credentials: async ({ start }, use) => use((args, env) => start(args, env).ended),
  kept: async ({ folder }, use) => {
    const cache = join(folder, '.cache', 'hallpass')
    await use(async () => Promise.all((await readdir(cache)).map((file) => readFile(join(cache, file), 'utf8'))))
  },
})

/** A pool for guests and the logins of these settings. */
export function poolOf(hallpass: Hallpass, settings: PoolSettings = {}): Promise<string> {
  return createPool(hallpass, settings)
}

export function parsed({ exitCode, stdout, stderr }: Run): PrintedCredentials {
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}: ${stderr}`)
  return JSON.parse(stdout)
}

/** Whom the printed credentials speak for, as STS says. */
export async function callerOf({ url }: Hallpass, printed: PrintedCredentials): Promise<string> {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = printed
  const sts = new STSClient({ endpoint: url, region, credentials: { accessKeyId, secretAccessKey, sessionToken } })
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}))
  sts.destroy()
  return Arn
}

function found(pattern: RegExp, child: ChildProcess, text: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const [match] = pattern.exec(text()) ?? []
      if (match !== undefined) resolve(match)
    }
    child.stderr?.on('data', look)
    child.on('close', () => reject(new Error(`It ended without it: ${text()}`)))
    look()
  })
}
