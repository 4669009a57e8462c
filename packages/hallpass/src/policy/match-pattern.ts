import type { Pattern, Token } from './pattern.ts'

/**
 * Whether the pattern matches the whole text. Each star takes as little as it can, and only the last one is ever made to take more:
 * the steps are bounded by the length of the text times that of the pattern, whatever the pattern.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  let next = 0
  let at = 0
  let lastStar = -1
  let takenUpTo = 0
  for (;;) {
    const token = pattern[next]
    if (token === undefined && at === text.length) return true
    if (token?.kind === 'any') {
      if (next === pattern.length - 1) return true
      lastStar = next++
      takenUpTo = at
      continue
    }
    const end = token === undefined ? -1 : endOf(token, text, at)
    if (end >= 0) {
      at = end
      next++
      continue
    }
    if (lastStar < 0 || takenUpTo >= text.length) return false
    takenUpTo = nextStart(pattern[lastStar + 1], text, takenUpTo + widthAt(text, takenUpTo))
    if (takenUpTo < 0) return false
    at = takenUpTo
    next = lastStar + 1
  }
}

/** Where the token ends if it stands at `at`; -1 where it does not. */
function endOf(token: Token, text: string, at: number): number {
  if (token.kind === 'text') return text.startsWith(token.text, at) ? at + token.text.length : -1
  return at < text.length ? at + widthAt(text, at) : -1
}

/** Where a star may stop, so that the token after it stands there. */
function nextStart(token: Token | undefined, text: string, from: number): number {
  return token?.kind === 'text' ? text.indexOf(token.text, from) : from
}

/** How many UTF-16 units the code point has that begins here. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
