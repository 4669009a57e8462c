import type { StatementTrace } from '../policy/decision.ts'
import { detail, quote, type Style, text } from './render-line.ts'

/** How one statement of a policy looked at a request, a line a part. */
export function renderStatement({ index, sid, effect, line, column, applies, ...parts }: StatementTrace, style: Style): readonly string[] {
  const name = `statement ${sid ? quote(sid) : index + 1} (line ${line}, column ${column}), ${effect}`
  const mark = (isGood: boolean) => (isGood ? style.good('✓') : style.bad('✗'))
  const { principal, action, resource, conditions } = parts
  return [
    detail(`${name}: ${applies ? 'applies' : 'does not apply'}`),
    ...(principal ? [detail(`  ${mark(principal.matched)} principal ${principal.matched ? text(principal.by ?? '') : 'is another'}`)] : []),
    detail(`  ${mark(action.matched)} action ${action.matched ? text(action.pattern ?? '') : 'is another'}`),
    ...(resource
      ? [
          detail(
            `  ${mark(resource.matched)} resource ${resource.matched ? text(resource.resolved ?? resource.pattern ?? '') : 'is another'}`,
          ),
        ]
      : []),
    ...conditions.map(({ operator, matched, why }) => detail(`  ${mark(matched)} ${text(operator)}: ${text(why)}`)),
  ]
}
