import { readTemplate } from './pattern.ts'
import type { PolicyDocument, Statement } from './policy-document.ts'
import { takesVariables, variablePartOf } from './variable-places.ts'

/**
 * The context keys that a policy asks about, as condition keys or as variables: each once without regard to case, in the spelling and order in
 * which they come first. Source: IAM API reference, "GetContextKeysForCustomPolicy".
 */
export function contextKeys({ version, statements }: PolicyDocument): readonly string[] {
  const keys = new Map<string, string>()
  for (const statement of statements) {
    for (const key of keysOf(statement, version)) {
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key)
    }
  }
  return [...keys.values()]
}

function* keysOf({ resources, conditions }: Statement, version: PolicyDocument['version']): Iterable<string> {
  for (const resource of resources?.patterns ?? []) yield* variablesOf(variablePartOf(resource), version)
  for (const { key, test, values } of conditions) {
    yield key
    if (!takesVariables(test)) continue
    for (const value of values) yield* variablesOf(value, version)
  }
}

function* variablesOf(text: string, version: PolicyDocument['version']): Iterable<string> {
  const template = readTemplate(text, version)
  if (template.kind === 'malformed') return
  for (const token of template.tokens) if (token.kind === 'variable') yield token.key
}
