import { spawn } from 'node:child_process'
import { CredentialFailure } from './credential-failure.ts'

/** How long a command may take, milliseconds: it may ask another service. */
const timeLimit = 60_000
/** No token is longer, bytes. */
const sizeLimit = 64 * 1024

/**
 * What a command of the shell prints. What it says on standard error goes to ours; it has no standard input.
 * @param limit milliseconds
 * @throws {CredentialFailure} it cannot be run, fails, prints too much or takes too long. Its output is not repeated: it may hold a token
 */
export function outputOf(command: string, limit: number = timeLimit): Promise<string> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the shell started ends with it.
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' })
    const parts: Buffer[] = []
    let length = 0
    const fail = (problem: string, cause?: unknown) => {
      end(child.pid)
      reject(new CredentialFailure('refused', `The command of --token-command ${problem}.`, { cause }))
    }
    const timer = setTimeout(() => fail(`did not end within ${limit / 1000} seconds`), limit)
    child.stdout.on('data', (part: Buffer) => {
      length += part.length
      parts.push(part)
      if (length > sizeLimit) fail('prints more than a token')
    })
    child.on('error', (error) => fail('cannot be run', error))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(Buffer.concat(parts).toString('utf8'))
      else fail(signal === null ? `failed with exit code ${code}` : `was ended by ${signal}`)
    })
  })
}

function end(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
