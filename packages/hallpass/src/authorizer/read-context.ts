import type { ConditionEntry } from '../operation/operation.ts'
import { type Malformed, malformed } from './inquiry.ts'
import { isRecord } from './record.ts'
import { isReservedKey } from './reserved-key.ts'

const mostKeys = 200

export type ContextRead = { readonly kind: 'context'; readonly entries: readonly ConditionEntry[] } | Malformed

/** Reads the condition keys that a service adds; values are texts or lists of texts. */
export function readContext(given: unknown): ContextRead {
  if (given === undefined) return { kind: 'context', entries: [] }
  if (!isRecord(given)) return malformed('The member context must be an object of condition keys.')
  const pairs = Object.entries(given)
  if (pairs.length > mostKeys) return malformed(`The member context has more than ${mostKeys} keys.`)
  const names = new Set(pairs.map(([key]) => key.toLowerCase()))
  if (names.size < pairs.length) return malformed('The member context has a key twice: case does not tell keys apart.')
  const entries: ConditionEntry[] = []
  for (const [key, value] of pairs) {
    const shown = JSON.stringify(key.slice(0, 80))
    if (!/^[^\s:]+:\S/.test(key)) return malformed(`The condition key ${shown} must be PREFIX:NAME.`)
    if (isReservedKey(key)) return malformed(`The condition key ${shown} is the session's or the clock's own.`)
    if (!isText(value) && !(Array.isArray(value) && value.every(isText))) {
      return malformed(`The condition key ${shown} must be a text or a list of texts.`)
    }
    entries.push([key, value])
  }
  return { kind: 'context', entries }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
