import type { Fault } from './fault.ts'
import type { Located, PolicySyntax } from './syntax.ts'

/** Ids of statements are alphanumeric and come once; the empty id may repeat. Source: IAM user guide, "Sid". */
export function checkSids({ statements }: PolicySyntax): Fault | undefined {
  const sids = statements.flatMap(({ sid }) => (sid === undefined || sid.value === '' ? [] : [sid]))
  const repeated = firstRepeated(sids)
  if (repeated !== undefined) {
    return { message: 'Statement IDs (SID) in a single policy must be unique.', position: repeated.position }
  }
  const strange = sids.find(({ value }) => !/^[0-9A-Za-z]*$/.test(value))
  return strange && { message: strangeSid, position: strange.position }
}

const strangeSid = 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*'

function firstRepeated(sids: readonly Located[]): Located | undefined {
  const seen = new Set<string>()
  return sids.find(({ value }) => seen.size === seen.add(value).size)
}
