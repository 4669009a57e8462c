import { readFile } from 'node:fs/promises'
import type { Explanation } from '../explain/explanation.ts'
import { ConfigurationError } from '../server/configuration-error.ts'
import { explainHere } from '../server/explain-here.ts'
import { explainFailure } from './explain-failure.ts'
import { renderExplanation } from './render-explanation.ts'
import type { Settings } from './settings.ts'
import { terminalStyle } from './terminal-style.ts'

/** What `hallpass explain` is asked. */
export interface ExplainFlags {
  readonly pool?: string
  readonly identity?: string
  /** `PROVIDER=TOKEN`, or `PROVIDER=@FILE`, which keeps the token out of the shell's history. */
  readonly logins?: readonly string[]
  readonly customRole?: string
  readonly policy?: string
  readonly request?: string
  readonly trust?: boolean
  readonly json?: boolean
}

/** Prints what the service would do for these logins; returns the exit code. Nothing is written. */
export async function explainCommand(settings: Settings, flags: ExplainFlags): Promise<number> {
  try {
    if (flags.pool === undefined)
      throw new ConfigurationError('Name the identity pool with --pool, a policy with --policy, or a request with --request.')
    const logins = new Map(await Promise.all((flags.logins ?? []).map(readLogin)))
    const explanation = await explainHere(settings, {
      IdentityPoolId: flags.pool,
      IdentityId: flags.identity,
      Logins: logins.size === 0 ? undefined : logins,
      CustomRoleArn: flags.customRole,
    })
    process.stdout.write(
      flags.json ? toJson(explanation) : renderExplanation(explanation, terminalStyle(process.stdout.isTTY, process.env)),
    )
    return 0
  } catch (error) {
    const { message, exitCode } = explainFailure(error, settings)
    process.stderr.write(`hallpass: ${message}\n`)
    return exitCode
  }
}

async function readLogin(given: string): Promise<readonly [provider: string, token: string]> {
  const equals = given.indexOf('=')
  if (equals < 1) throw new ConfigurationError('A login has the form PROVIDER=TOKEN or PROVIDER=@FILE.')
  const [provider, token] = [given.slice(0, equals), given.slice(equals + 1)]
  if (!token.startsWith('@')) return [provider, token]
  try {
    return [provider, (await readFile(token.slice(1), 'utf8')).trim()]
  } catch (cause) {
    throw new ConfigurationError(`The token of ${provider} cannot be read from ${token.slice(1)}.`, { cause })
  }
}

function toJson({ tags, ...others }: Explanation): string {
  return `${JSON.stringify({ ...others, ...(tags && { tags: Object.fromEntries(tags) }) }, undefined, 2)}\n`
}
