/** A variable of the process; undefined too where the runtime does not let programs see it, as Deno does by default. */
export function environment(name: string): string | undefined {
  try {
    return process.env[name]
  } catch {
    return undefined
  }
}
