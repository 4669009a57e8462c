/** Prints one step, and what came of it. */
export function print(step: string, value: string | undefined): void {
  console.log(`${step.padEnd(26)}${value}`)
}
