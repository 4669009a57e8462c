/** A map as its entries, in their order. */
export function fromMap<Value>(map: ReadonlyMap<string, Value>): string {
  return JSON.stringify([...map])
}

export function toMap<Value>(column: string): Map<string, Value> {
  // Only fromMap writes such a column.
  return new Map(JSON.parse(column) as [string, Value][])
}

export function fromList(list: readonly string[]): string {
  return JSON.stringify(list)
}

export function toList(column: string): readonly string[] {
  // Only fromList writes such a column.
  return JSON.parse(column) as string[]
}
