import type { Refuse } from './fault.ts'
import type { JsonMember } from './json-reader.ts'
import type { PrincipalPattern } from './policy-document.ts'
import type { LocatedPrincipal, PrincipalElement } from './syntax.ts'
import { readTexts } from './text-list.ts'

const kinds: readonly PrincipalPattern['kind'][] = ['AWS', 'Federated', 'Service', 'CanonicalUser']

/**
 * A `Principal` element: `"*"`, or an object of kinds with one value or a list that is not empty.
 * Source: IAM user guide, "AWS JSON policy elements: Principal".
 */
export function readPrincipal({ position, value: node }: JsonMember, refuse: Refuse): PrincipalElement {
  if (node.kind === 'string' && node.value === '*') {
    return { position, isStar: true, values: [{ kind: 'AWS', value: '*', position: node.position }] }
  }
  const values: LocatedPrincipal[] = []
  if (node.kind !== 'object' || node.members.size === 0) refuse(node.position)
  else for (const [name, member] of node.members) readKind(name, member, values, refuse)
  return { position, isStar: false, values }
}

function readKind(name: string, { position, value }: JsonMember, values: LocatedPrincipal[], refuse: Refuse): void {
  const kind = kinds.find((known) => known === name)
  const texts = readTexts(value, refuse)
  if (texts.length === 0) refuse(value.position)
  for (const text of texts) {
    if (kind === undefined) refuse(position)
    else values.push({ kind, ...text })
  }
}
