/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first member that is not among those known, cut where it is long. */
export function unknownMember(value: Readonly<Record<string, unknown>>, known: readonly string[]): string | undefined {
  return Object.keys(value)
    .find((name) => !known.includes(name))
    ?.slice(0, 80)
}
