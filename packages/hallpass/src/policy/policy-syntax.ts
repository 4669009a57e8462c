import type { Refuse } from './fault.ts'
import { type JsonMember, type JsonNode, readJson } from './json-reader.ts'
import type { PolicyDocument, Position } from './policy-document.ts'
import { readStatement } from './statement-syntax.ts'
import type { PolicySyntax, StatementSyntax } from './syntax.ts'

export type SyntaxReading =
  | { readonly kind: 'syntax'; readonly policy: PolicySyntax }
  /** `not-json`: no JSON reader would take the text. */
  | { readonly kind: 'not-json' | 'not-policy'; readonly position: Position }

const elements = ['Version', 'Id', 'Statement']
const versions: readonly PolicyDocument['version'][] = ['2008-10-17', '2012-10-17']

/** Reads a text as a policy of any grammar: JSON, known elements, right types. Of what they say, only the version is judged. */
export function readPolicySyntax(text: string): SyntaxReading {
  const reading = readJson(text)
  if (reading.kind !== 'value') return { kind: reading.kind === 'not-json' ? 'not-json' : 'not-policy', position: reading.position }
  if (reading.node.kind !== 'object') return { kind: 'not-policy', position: reading.node.position }

  let refused: Position | undefined
  const refuse: Refuse = (position) => {
    refused ??= position
  }
  const policy = readPolicy(reading.node, refuse)
  return refused === undefined ? { kind: 'syntax', policy } : { kind: 'not-policy', position: refused }
}

function readPolicy({ position, members }: Extract<JsonNode, { kind: 'object' }>, refuse: Refuse): PolicySyntax {
  for (const [name, member] of members) if (!elements.includes(name)) refuse(member.position)
  const id = members.get('Id')?.value
  if (id !== undefined && id.kind !== 'string') refuse(id.position)
  const version = members.get('Version')
  const statement = members.get('Statement')
  if (statement === undefined) refuse(position)
  return {
    version: readVersion(version, refuse),
    versionPosition: version?.value.position ?? position,
    statements: statement === undefined ? [] : readStatements(statement.value, refuse),
  }
}

function readVersion(member: JsonMember | undefined, refuse: Refuse): PolicyDocument['version'] {
  if (member === undefined) return '2008-10-17'
  const { value } = member
  const version = versions.find((known) => value.kind === 'string' && value.value === known)
  if (version === undefined) refuse(value.position)
  return version ?? '2008-10-17'
}

function readStatements(node: JsonNode, refuse: Refuse): readonly StatementSyntax[] {
  const statements: StatementSyntax[] = []
  for (const item of node.kind === 'array' ? node.items : [node]) {
    if (item.kind === 'object') statements.push(readStatement(item, refuse))
    else refuse(item.position)
  }
  if (statements.length === 0) refuse(node.position)
  return statements
}
