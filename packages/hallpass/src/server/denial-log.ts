import { appendFile, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthorizationRequest, Decision } from '../policy/decision.ts'
import { spellOut } from '../policy/evaluated.ts'
import { type Caller, callerArn } from '../session/caller.ts'

/** A request that the gateway denied, as it is kept for {@link findDenial}. */
export interface KeptDenial {
  readonly requestId: string
  /** ISO 8601. */
  readonly at: string
  readonly principal: string
  readonly action: string
  readonly resource: string
  /** The condition keys that the request had. */
  readonly context: Readonly<Record<string, string | readonly string[]>>
  readonly decision: Decision
}

export interface DenialLog {
  /** Keeps a denial before it is answered. Never fails: the answer does not depend on it. */
  record(requestId: string, caller: Caller, request: AuthorizationRequest, decision: Decision): Promise<void>
}

/** Bytes: then the file starts anew, and the former one is kept beside it. */
const longestFile = 8 * 1024 * 1024
const fileName = 'gateway-denials.jsonl'

/**
 * Keeps the last denials in the data directory, a line each, where every process of this machine finds them. They hold no secrets.
 * @param now milliseconds since the epoch
 * @param onFailure told what could not be kept
 */
export function createDenialLog(dataDir: string, now: () => number, onFailure: (error: unknown) => void): DenialLog {
  const path = join(dataDir, fileName)
  let renewal: Promise<void> | undefined
  // One at a time: a second one would put the new file in the place of the former.
  const renew = () => {
    renewal ??= renewLongFile(path).finally(() => {
      renewal = undefined
    })
    return renewal
  }
  return {
    async record(requestId, caller, { action, resource, context }, decision) {
      const at = new Date(now()).toISOString()
      const kept: KeptDenial = {
        requestId,
        at,
        principal: callerArn(caller),
        action,
        resource,
        context: Object.fromEntries(context.entries()),
        decision: spellOut(decision),
      }
      try {
        await appendFile(path, `${JSON.stringify(kept)}\n`, { mode: 0o600 })
        await renew()
      } catch (error) {
        onFailure(error)
      }
    },
  }
}

/** What is kept of the request with this id; undefined where nothing is: it was not denied, or long ago. */
export async function findDenial(dataDir: string, requestId: string): Promise<KeptDenial | undefined> {
  const path = join(dataDir, fileName)
  const files = await Promise.all([path, formerOf(path)].map((file) => readFile(file, 'utf8').catch(() => '')))
  const lines = files.flatMap((file) => file.split('\n').filter((line) => line.includes(`"requestId":${JSON.stringify(requestId)}`)))
  return lines.map(readLine).find((kept) => kept?.requestId === requestId)
}

async function renewLongFile(path: string): Promise<void> {
  try {
    const { size } = await stat(path)
    if (size > longestFile) await rename(path, formerOf(path))
  } catch (error) {
    // Somebody else has just done so, and nothing was kept since.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

/** Undefined where the line was cut short, as by a full disk. */
function readLine(line: string): KeptDenial | undefined {
  try {
    // The log is ours alone to write.
    return JSON.parse(line) as KeptDenial
  } catch {
    return undefined
  }
}

function formerOf(path: string): string {
  return `${path}.1`
}
