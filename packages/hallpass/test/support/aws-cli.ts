import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Hallpass, region } from '../hallpass.ts'
import { runProgram } from './run-program.ts'

/** The AWS command line with one server and one set of credentials. */
export interface AwsCli {
  /**
   * Runs a command and returns the JSON that it prints; nothing printed is `undefined`.
   * @param command its words, parted by spaces
   * @param texts further arguments, taken as they are
   */
  run(command: string, ...texts: readonly string[]): Promise<unknown>
  /** What a command says on standard error when it is refused. */
  refusal(command: string, ...texts: readonly string[]): Promise<string>
  /** The same with credentials of the wire, or without any. */
  as(credentials: unknown): AwsCli
}

interface WireCredentials {
  readonly AccessKeyId: string
  readonly SecretAccessKey?: string
  /** What the JSON wire says instead. */
  readonly SecretKey?: string
  readonly SessionToken?: string
}

/** `test` with the command line, with the root key, and a folder for what it reads. */
export const test = base.extend<{ folder: string; aws: AwsCli }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
  aws: async ({ hallpass, folder }, use) => {
    const { accessKeyId, secretAccessKey } = hallpass.server.rootAccessKey
    await use(createCli(hallpass, folder, { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }))
  },
})

function createCli(hallpass: Hallpass, folder: string, credentials: WireCredentials | undefined): AwsCli {
  const start = (command: string, texts: readonly string[]) => {
    const args = [...command.split(' '), ...texts, '--endpoint-url', hallpass.url, '--output', 'json']
    return runProgram(['aws', ...args], folder, { AWS_DEFAULT_REGION: region, AWS_PAGER: '', ...variables(credentials) })
  }
  return {
    async run(command, ...texts) {
      const { exitCode, stdout, stderr } = await start(command, texts)
      if (exitCode !== 0) throw new Error(`aws ${command}: ${stderr}`)
      return stdout.trim() === '' ? undefined : JSON.parse(stdout)
    },
    async refusal(command, ...texts) {
      const { exitCode, stdout, stderr } = await start(command, texts)
      if (exitCode === 0) throw new Error(`aws ${command} was not refused: ${stdout}`)
      return stderr.trim()
    },
    // The command line itself says what credentials look like.
    as: (other) => createCli(hallpass, folder, other as WireCredentials | undefined),
  }
}

function variables(credentials: WireCredentials | undefined): Record<string, string> {
  if (credentials === undefined) return {}
  const { AccessKeyId, SecretAccessKey = '', SecretKey = SecretAccessKey, SessionToken } = credentials
  const key = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretKey }
  return SessionToken === undefined ? key : { ...key, AWS_SESSION_TOKEN: SessionToken }
}
