import type { Refuse } from './fault.ts'
import type { JsonNode } from './json-reader.ts'
import type { Located } from './syntax.ts'

/** A text alone, or a list of texts, which may be empty. */
export function readTexts(node: JsonNode, refuse: Refuse): readonly Located[] {
  const texts: Located[] = []
  for (const item of node.kind === 'array' ? node.items : [node]) {
    if (item.kind === 'string') texts.push({ value: item.value, position: item.position })
    else refuse(item.position)
  }
  return texts
}
