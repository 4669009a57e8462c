import type { PolicyDocument } from './policy-document.ts'
import type { RequestContext } from './request-context.ts'

/** A pattern whose variables are filled in: texts and wildcards. */
export type Pattern = readonly Token[]

export type Token =
  /** Literal: a `*` in it is a star. `isValue`: it was filled in for a variable. */
  | { readonly kind: 'text'; readonly text: string; readonly isValue: boolean }
  /** `*`, any run of characters. */
  | { readonly kind: 'any' }
  /** `?`, one character (a code point). */
  | { readonly kind: 'one' }

/** `${key}` or `${key, 'fallback'}` */
export interface Variable {
  readonly kind: 'variable'
  /** As written. */
  readonly key: string
  readonly fallback: string | undefined
}

/** A pattern as a policy writes it; or why it cannot be read, and at which character, from 0. */
export type Template =
  | { readonly kind: 'template'; readonly tokens: readonly (Token | Variable)[] }
  | { readonly kind: 'malformed'; readonly problem: 'unclosed' | 'nameless' | 'unreadable-default'; readonly offset: number }

/**
 * Reads the wildcards of a pattern and, in documents of 2012, its variables; `${*}`, `${?}` and `${$}` are the plain characters.
 * Source: IAM user guide, "IAM policy elements: Variables and tags".
 */
export function readTemplate(text: string, version: PolicyDocument['version']): Template {
  const tokens: (Token | Variable)[] = []
  let at = 0
  while (version === '2012-10-17') {
    const start = text.indexOf('${', at)
    if (start < 0) break
    const variable = readVariable(text, start)
    if (variable.kind === 'malformed') return variable
    addWildcards(text.slice(at, start), tokens)
    tokens.push(variable.token)
    at = variable.end
  }
  addWildcards(text.slice(at), tokens)
  return { kind: 'template', tokens }
}

/** Reads a pattern that has no variables: `${…}` is plain text in it. */
export function readWildcards(text: string): Pattern {
  const tokens: Token[] = []
  addWildcards(text, tokens)
  return tokens
}

/** The pattern of this text alone. */
export function literal(text: string): Pattern {
  return [{ kind: 'text', text, isValue: false }]
}

/** Fills the variables in, once. Undefined where one stands for nothing: then the pattern matches nothing. */
export function fillIn(template: Template, context: RequestContext): Pattern | undefined {
  if (template.kind === 'malformed') return undefined
  const pattern: Token[] = []
  for (const token of template.tokens) {
    if (token.kind !== 'variable') {
      pattern.push(token)
      continue
    }
    const text = valueFor(token, context)
    if (text === undefined) return undefined
    pattern.push({ kind: 'text', text, isValue: true })
  }
  return pattern
}

/** The text of a pattern, wildcards as they are written. */
export function patternText(pattern: Pattern): string {
  let text = ''
  for (const token of pattern) text += token.kind === 'text' ? token.text : token.kind === 'any' ? '*' : '?'
  return text
}

function addWildcards(text: string, tokens: (Token | Variable)[]): void {
  let written = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character !== '*' && character !== '?') continue
    if (at > written) tokens.push({ kind: 'text', text: text.slice(written, at), isValue: false })
    tokens.push({ kind: character === '*' ? 'any' : 'one' })
    written = at + 1
  }
  if (written < text.length) tokens.push({ kind: 'text', text: text.slice(written), isValue: false })
}

type ReadVariable = { kind: 'read'; token: Token | Variable; end: number } | Extract<Template, { kind: 'malformed' }>

function readVariable(text: string, start: number): ReadVariable {
  const shape = /\$\{([^,}]*)(?:, *'([^']*)' *)?\}/y
  shape.lastIndex = start
  const [, key, fallback] = shape.exec(text) ?? []
  if (key === undefined) {
    return { kind: 'malformed', problem: text.includes('}', start) ? 'unreadable-default' : 'unclosed', offset: start }
  }
  if (key.trim() === '') return { kind: 'malformed', problem: 'nameless', offset: start }

  const isCharacter = fallback === undefined && (key === '*' || key === '?' || key === '$')
  const token: Token | Variable = isCharacter ? { kind: 'text', text: key, isValue: false } : { kind: 'variable', key, fallback }
  return { kind: 'read', token, end: shape.lastIndex }
}

/** Keys of several values stand for nothing, and so do empty ones: in front of a `*` they would match everything. */
function valueFor({ key, fallback }: Variable, context: RequestContext): string | undefined {
  const value = context.get(key)
  return typeof value === 'string' && value !== '' ? value : fallback
}
