import { execFile } from 'node:child_process'

export interface ProgramRun {
  /** 0 when all went well; undefined when the program cannot be started. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program to its end, in `folder`, which is its home too, without settings of this machine and with nowhere to go but the loopback.
 * @param environment variables besides those
 */
export function runProgram(
  command: readonly [string, ...string[]],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramRun> {
  const [program, ...args] = command
  const env = { ...isolated, PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, ...environment }
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      // The code is a text, such as ENOENT, when the program did not start.
      const code = error === null ? 0 : error.code
      const exitCode = typeof code === 'number' ? code : undefined
      resolve({ exitCode, stdout, stderr: exitCode === undefined ? `${program}: ${error?.message}\n${stderr}` : stderr })
    })
  })
}

const isolated = {
  LANG: 'C.UTF-8',
  AWS_EC2_METADATA_DISABLED: 'true',
  // No proxy listens there. What is on the loopback is asked without one.
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
}
