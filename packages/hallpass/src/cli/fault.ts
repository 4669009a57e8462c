/** What is wrong with one setting, in words for the person who gave it. A secret is never repeated. */
export interface Fault {
  /** The flag, the environment variable, or the place in the configuration file. */
  readonly setting: string
  readonly problem: string
  readonly remedy: string
}

/** A value that was held against its rules; `Fault`s without `setting` leave the naming to whoever knows where the value came from. */
export type Checked<T, F = Fault> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'faulty'; readonly faults: readonly F[] }

export type UnnamedFault = Omit<Fault, 'setting'>

export type Check<T> = (text: string) => Checked<T, UnnamedFault>

export function good<T>(value: T): { readonly kind: 'good'; readonly value: T } {
  return { kind: 'good', value }
}

export function faulty(problem: string, remedy: string): { readonly kind: 'faulty'; readonly faults: readonly UnnamedFault[] } {
  return { kind: 'faulty', faults: [{ problem, remedy }] }
}

/** All faults at once, a paragraph each. */
export function describeFaults(faults: readonly Fault[]): string {
  const heading = faults.length === 1 ? 'One setting is wrong:' : `${faults.length} settings are wrong:`
  return [heading, ...faults.map(({ setting, problem, remedy }) => `  ${setting}\n    ${problem}\n    ${remedy}`)].join('\n\n')
}

/** A value as a message shows it: control characters escaped, cut where it is long. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
