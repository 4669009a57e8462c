import { findDenial, type KeptDenial } from '../server/denial-log.ts'
import { detail, headline, text } from './render-line.ts'
import { renderStatement } from './render-statement.ts'
import type { Settings } from './settings.ts'
import { terminalStyle } from './terminal-style.ts'

/** Prints why the S3 gateway denied a request; returns the exit code. */
export async function explainRequestCommand(
  { dataDir }: Settings,
  requestId: string,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const denial = await findDenial(dataDir, requestId)
  if (denial === undefined) {
    const where = `in ${dataDir}: it was not denied by a policy, or so long ago that newer denials took its place`
    process.stderr.write(`hallpass: Nothing is kept of the request ${JSON.stringify(requestId)} ${where}.\n`)
    return 1
  }
  process.stdout.write(json ? `${JSON.stringify(denial, null, 2)}\n` : render(denial))
  return 0
}

function render({ requestId, at, principal, action, resource, context, decision }: KeptDenial): string {
  const style = terminalStyle(process.stdout.isTTY, process.env)
  const statements = decision.policies.flatMap(({ kind, source, statements: traces }) => [
    detail(`${kind} policy ${text(source)}`),
    ...traces.flatMap((trace) => renderStatement(trace, style)),
  ])
  const lines = [
    headline(false, 'Denied', `${action} on ${text(resource)}`, style),
    detail(style.faint(`request ${requestId}, ${at}`)),
    headline(true, 'Caller', text(principal), style),
    ...Object.entries(context).map(([key, value]) => detail(style.faint(`${text(key)}: ${text([value].flat().join(', '))}`))),
    headline(false, 'Policies', why(decision), style),
    ...statements,
  ]
  return `${lines.join('\n')}\n`
}

function why({ decision, decidedBy }: KeptDenial['decision']): string {
  if (decision === 'explicitDeny') return `a statement of the ${decidedBy} policies denies it`
  return decidedBy === 'default' ? 'there are none' : `none of the ${decidedBy} policies allows it`
}
