/** The value of a condition key: a text, or, for keys that have several values, a list (which may be empty). */
export type ContextValue = string | readonly string[]

/** The condition keys of a request; their names are compared without regard to case. */
export interface RequestContext {
  get(key: string): ContextValue | undefined
  /** Under the names they were given. */
  entries(): Iterable<readonly [key: string, value: ContextValue]>
}

type Entry<Value> = readonly [key: string, value: Value]

/** Of a key that is given twice, the later value counts; a key without a value is not there. */
export function requestContext(entries: Iterable<Entry<ContextValue | undefined>>): RequestContext {
  const held = new Map<string, Entry<ContextValue>>()
  for (const entry of entries) {
    if (hasValue(entry)) held.set(entry[0].toLowerCase(), entry)
  }
  return {
    get: (key) => held.get(key.toLowerCase())?.[1],
    entries: () => held.values(),
  }
}

function hasValue(entry: Entry<ContextValue | undefined>): entry is Entry<ContextValue> {
  return entry[1] !== undefined
}
