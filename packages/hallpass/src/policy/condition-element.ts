import { readOperator } from './condition-operator.ts'
import type { Refuse } from './fault.ts'
import type { JsonMember, JsonNode } from './json-reader.ts'
import type { ConditionElement, Located } from './syntax.ts'

/**
 * The conditions of a `Condition` element, in the order of the document. An unknown operator is an error only when it has a key: AWS takes
 * `{"Condition": {"x": {}}}`. Source: IAM user guide, "Grammar of the IAM JSON policy language".
 */
export function readConditions(node: JsonNode, refuse: Refuse): readonly ConditionElement[] {
  const conditions: ConditionElement[] = []
  if (node.kind !== 'object') refuse(node.position)
  else for (const [name, member] of node.members) readKeys(name, member, conditions, refuse)
  return conditions
}

function readKeys(name: string, { position, value: node }: JsonMember, conditions: ConditionElement[], refuse: Refuse): void {
  if (node.kind !== 'object') {
    refuse(node.position)
    return
  }
  const operator = readOperator(name)
  for (const [key, member] of node.members) {
    if (operator === undefined) refuse(position)
    else conditions.push({ ...operator, key, values: readValues(member.value, refuse) })
  }
}

function readValues(node: JsonNode, refuse: Refuse): readonly Located[] {
  const values: Located[] = []
  for (const item of node.kind === 'array' ? node.items : [node]) {
    if (item.kind === 'string') values.push({ value: item.value, position: item.position })
    else if (item.kind === 'number' || item.kind === 'boolean') values.push({ value: item.text, position: item.position })
    else refuse(item.position)
  }
  return values
}
