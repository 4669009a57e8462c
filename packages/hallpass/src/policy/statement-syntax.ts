import { readConditions } from './condition-element.ts'
import type { Refuse } from './fault.ts'
import type { JsonMember, JsonNode } from './json-reader.ts'
import { readPrincipal } from './principal-element.ts'
import type { Located, PatternElement, StatementSyntax } from './syntax.ts'
import { readTexts } from './text-list.ts'

const elements = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

/** One statement, with known elements of the right types. Source: IAM user guide, "Grammar of the IAM JSON policy language". */
export function readStatement(node: Extract<JsonNode, { kind: 'object' }>, refuse: Refuse): StatementSyntax {
  const { position, members } = node
  for (const [name, member] of members) if (!elements.includes(name)) refuse(member.position)
  const sid = members.get('Sid')
  const principal = members.get('Principal')
  const condition = members.get('Condition')
  return {
    position,
    sid: sid && readText(sid.value, refuse),
    effect: readEffect(node, refuse),
    principal: principal && readPrincipal(principal, refuse),
    notPrincipal: members.get('NotPrincipal')?.position,
    action: readPatterns(members.get('Action'), members.get('NotAction'), refuse),
    resource: readPatterns(members.get('Resource'), members.get('NotResource'), refuse),
    conditions: condition === undefined ? [] : readConditions(condition.value, refuse),
  }
}

function readEffect({ position, members }: Extract<JsonNode, { kind: 'object' }>, refuse: Refuse): Located {
  const value = members.get('Effect')?.value
  const effect = value && readText(value, refuse)
  if (effect !== undefined && !['allow', 'deny'].includes(effect.value.toLowerCase())) refuse(effect.position)
  if (effect !== undefined) return effect
  refuse(position)
  return { value: '', position }
}

function readPatterns(plain: JsonMember | undefined, not: JsonMember | undefined, refuse: Refuse): PatternElement | undefined {
  if (plain !== undefined && not !== undefined) refuse(not.position)
  const member = plain ?? not
  return member && { isNot: plain === undefined, position: member.position, patterns: readTexts(member.value, refuse) }
}

function readText(node: JsonNode, refuse: Refuse): Located | undefined {
  if (node.kind === 'string') return { value: node.value, position: node.position }
  refuse(node.position)
  return undefined
}
