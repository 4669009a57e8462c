/** Why a `fetch` failed, by the code of the error that it hides behind its own, else by its name: what it says itself may hold the address. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  for (const each of [error.cause, error]) {
    if (each instanceof Error && 'code' in each && typeof each.code === 'string') return each.code
  }
  return error.name
}
