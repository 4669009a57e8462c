import type { Conditions } from '../operation/operation.ts'
import type { ContextValue } from '../policy/request-context.ts'
import { InvalidInput } from './errors.ts'

interface ContextEntry {
  readonly ContextKeyName: string | undefined
  readonly ContextKeyValues: readonly string[] | undefined
  readonly ContextKeyType: string | undefined
}

/** The condition keys that a simulation is given. Values that do not fit their type are none of ours: to the operators they are unreadable. */
export function givenKeys(entries: readonly ContextEntry[]): Conditions {
  return entries.map(({ ContextKeyName, ContextKeyValues = [], ContextKeyType }): [string, ContextValue] => {
    if (ContextKeyName === undefined) throw new InvalidInput('A context entry has a name.')
    const [first, ...others] = ContextKeyValues
    const isSingle = first !== undefined && others.length === 0 && !ContextKeyType?.endsWith('List')
    return [ContextKeyName, isSingle ? first : ContextKeyValues]
  })
}
