// The processes that a benchmark starts: each says where it listens, all are ended together.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** How long a process may take to say where it listens, milliseconds. */
const patience = 60_000

/** @typedef {{ urls: string[], pid: number, readyMilliseconds: number, stop: () => Promise<void> }} Started */

/** Starts programs, and ends what is left of them. */
export class Processes {
  #children = new Set()

  /**
   * Starts a program, and resolves once it has printed so many addresses.
   * @param {{ program?: string, args: string[], env?: Record<string, string>, lines?: number, stderr?: 'inherit' | 'pipe' | number }} what
   *   with `pipe` the addresses may be on standard error as well
   * @returns {Promise<Started>}
   */
  start({ program = process.execPath, args, env = {}, lines = 1, stderr = 'inherit' }) {
    const started = performance.now()
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', stderr] })
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${args.join(' ')} said no address within ${patience / 1000} s.`)), patience)
      const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
      let text = ''
      const listen = (data) => {
        text += data
        const urls = text.match(/http:\/\/[\d.]+:\d+(?=\n)/g) ?? []
        if (urls.length < lines) return
        clearTimeout(timer)
        for (const stream of streams) stream.off('data', listen).resume()
        resolve({ urls, pid: child.pid, readyMilliseconds: performance.now() - started, stop: () => this.#stop(child) })
      }
      for (const stream of streams) stream.on('data', listen)
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}.`)))
    })
  }

  async stopAll() {
    await Promise.all([...this.#children].map((child) => this.#stop(child)))
  }

  async #stop(child) {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill()
    await ended
  }
}

/**
 * What a process has in memory, and had at most, in MB; of one with workers, the largest of them.
 * @param {number} pid
 * @returns {{ resident: number, peak: number }}
 */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
  const all = childrenOf(pid).map(memoryOf)
  return {
    resident: Math.max(megabytes('VmRSS'), ...all.map(({ resident }) => resident)),
    peak: Math.max(megabytes('VmHWM'), ...all.map(({ peak }) => peak)),
  }
}

/** The clock of `/proc`, ticks a second: Linux has no other. */
const ticks = 100

/**
 * What a process has used of the processors so far, with its workers, in seconds.
 * @param {number} pid
 * @returns {number}
 */
export function cpuSecondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const own = (Number(fields[11]) + Number(fields[12])) / ticks
  return childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOf(child), own)
}

/** The processes that its main thread has started. */
function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}
