import { matchesPattern } from './match-pattern.ts'
import type { Pattern, Token } from './pattern.ts'

/** `arn`, partition, service, region and account; all that follows the fifth colon is the resource. */
export type ArnParts<Part> = readonly [Part, Part, Part, Part, Part, Part]

/** The six parts of an ARN, or of a pattern for ARNs; undefined where there are fewer. */
export function arnParts(text: string): ArnParts<string> | undefined {
  const [arn, partition, service, region, account, ...rest] = text.split(':')
  const resource = rest.length === 0 ? undefined : rest.join(':')
  return sixParts([arn, partition, service, region, account, resource])
}

/**
 * The six parts of a pattern that is filled in. Colons of values separate only where the policy itself does not write five:
 * a value must not move the parts that the policy's author wrote.
 */
export function patternParts(pattern: Pattern): ArnParts<Pattern> | undefined {
  return split(pattern, (token) => !token.isValue) ?? split(pattern, () => true)
}

/** Part by part: a star does not cross the first five colons. Source: IAM user guide, "ARN condition operators". */
export function matchesParts(pattern: ArnParts<Pattern>, arn: ArnParts<string>): boolean {
  return pattern.every((part, index) => matchesPattern(part, arn[index] ?? ''))
}

type Text = Extract<Token, { kind: 'text' }>

function split(pattern: Pattern, separates: (token: Text) => boolean): ArnParts<Pattern> | undefined {
  const parts: Token[][] = []
  let part: Token[] = []
  for (const token of pattern) {
    if (token.kind !== 'text' || !separates(token)) {
      part.push(token)
      continue
    }
    let text = token.text
    for (let colon = text.indexOf(':'); colon >= 0 && parts.length < 5; colon = text.indexOf(':')) {
      parts.push([...part, { ...token, text: text.slice(0, colon) }])
      part = []
      text = text.slice(colon + 1)
    }
    part.push({ ...token, text })
  }
  return sixParts([...parts, part])
}

function sixParts<Part>([arn, partition, service, region, account, resource]: readonly (Part | undefined)[]): ArnParts<Part> | undefined {
  if (arn === undefined || partition === undefined || service === undefined) return undefined
  if (region === undefined || account === undefined || resource === undefined) return undefined
  return [arn, partition, service, region, account, resource]
}
