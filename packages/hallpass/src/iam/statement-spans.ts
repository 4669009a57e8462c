import type { Position } from '../policy/policy-document.ts'

/** Where a statement stands in its document. */
export interface StatementSpan {
  readonly start: Position
  readonly end: Position
}

/**
 * The places of a policy's statements, in their order, counted as AWS counts them: the end is just after the statement's brace, the start
 * just after what stands before the statement, the bracket of the list or the statement before; of a statement that is in no list, just after its own brace.
 * Source: AWS CLI reference, the examples of `simulate-custom-policy` and `simulate-principal-policy`.
 * @param document valid JSON
 */
export function statementSpans(document: string): readonly StatementSpan[] {
  const positionOf = positions(document)
  const spans: StatementSpan[] = []
  let [depth, isStatement, statementDepth] = [0, false, 0]
  let start: Position | undefined
  for (const { 0: token, index } of document.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}[\]]/gs)) {
    const end = index + token.length
    if (token.startsWith('"')) {
      if (depth === 1 && token.endsWith(':')) isStatement = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)) === 'Statement'
    } else if (token === '{' || token === '[') {
      depth += 1
      if (isStatement && depth === 2) {
        statementDepth = token === '[' ? 3 : 2
        start = positionOf(end)
      }
    } else {
      if (isStatement && token === '}' && depth === statementDepth && start !== undefined) {
        spans.push({ start, end: positionOf(end) })
        start = positionOf(end)
      }
      depth -= 1
    }
  }
  return spans
}

/** Turns offsets, each no smaller than the one before, into lines and columns. */
function positions(text: string): (offset: number) => Position {
  const lineStarts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: lineEnd, index }) => index + lineEnd.length)]
  let line = 0
  return (offset) => {
    while ((lineStarts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line += 1
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 }
  }
}
