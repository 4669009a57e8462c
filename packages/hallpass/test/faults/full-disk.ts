import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'

/** Lets no file of this process grow past the size of this one: writing more fails, as on a disk that is full. */
export function fillDisk(pid: number, file: string): void {
  limitFileSize(pid, String(statSync(file).size))
}

/** Lets files grow again. */
export function makeRoom(pid: number): void {
  limitFileSize(pid, 'unlimited')
}

/** The soft limit alone, which anybody may raise again. Source: prlimit(1). */
function limitFileSize(pid: number, bytes: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}
