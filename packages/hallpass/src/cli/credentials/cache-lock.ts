import { createHash, randomUUID } from 'node:crypto'
import { link, open, readFile, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { CredentialFailure } from './credential-failure.ts'

/** Whoever holds a lock for longer is taken for dead, milliseconds: what is done under one has limits that are shorter, taken together. */
const holdingLimit = 300_000
/** Whoever takes longer to clear one away has died over it, milliseconds. */
const clearingLimit = 10_000
/** Milliseconds between two attempts. */
const interval = 50

/**
 * Runs while no other process runs something with this file. What a process that died left behind is cleared away.
 * @param path absolute; the file is there while the work is under way
 * @param patience how long another process is waited for, milliseconds
 * @throws {CredentialFailure} another process holds it for too long
 */
export async function underLock<T>(
  path: string,
  work: () => Promise<T>,
  pause: (milliseconds: number) => Promise<void>,
  patience: number = holdingLimit,
): Promise<T> {
  const own = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() })
  for (let waited = 0; !(await take(path, own)); waited += interval) {
    if (waited > patience) throw new CredentialFailure('unreachable', `Another process is at work for too long (${path}).`)
    if (!(await clearDead(path))) await pause(interval)
  }
  try {
    return await work()
  } finally {
    // Somebody who took us for dead may hold it by now.
    if ((await textOf(path)) === own) await rm(path, { force: true })
  }
}

/** Whether it is ours now. The file appears with its text: who finds it empty would take its holder for dead. */
async function take(path: string, own: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(own)
  } finally {
    await handle.close()
  }
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Clears away the lock of a process that has died; returns whether there is none any more. Whoever does it claims this very lock before,
 * and looks again then: who saw it earlier and comes later would clear away the lock of the process that has it by now.
 */
async function clearDead(path: string): Promise<boolean> {
  const found = await textOf(path)
  if (found === undefined) return true
  if (!(await isDead(path, found))) return false
  const claim = `${path}.${createHash('sha256').update(found).digest('hex')}`
  if (!(await create(claim))) {
    if ((await ageOf(claim)) > clearingLimit) await rm(claim, { force: true })
    return false
  }
  try {
    if ((await textOf(path)) === found) await rm(path, { force: true })
  } finally {
    await rm(claim, { force: true })
  }
  return true
}

/** Whether there was no such file. */
async function create(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600)
    await handle.close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Milliseconds; 0 where there is no such file. */
function ageOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  )
}

async function isDead(path: string, text: string): Promise<boolean> {
  if ((await ageOf(path)) > holdingLimit) return true
  const holder = parse(text)
  if (holder === undefined) return true
  return holder.host === hostname() && !isRunning(holder.pid)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

function parse(text: string): { readonly pid: number; readonly host: string } | undefined {
  try {
    const { pid, host }: { readonly pid?: unknown; readonly host?: unknown } = JSON.parse(text)
    return Number.isInteger(pid) && typeof pid === 'number' && pid > 0 && typeof host === 'string' ? { pid, host } : undefined
  } catch {
    return undefined
  }
}

function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
