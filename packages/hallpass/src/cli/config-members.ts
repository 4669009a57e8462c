import { type Check, faulty, shown } from './fault.ts'

/** Told of a fault at a place in the file: `providers["graph.facebook.com"].endpoint`. */
export type Report = (place: string, problem: string, remedy: string) => void

/** The members of an object; those that are not known are reported. */
export function readMembers<K extends string>(
  value: unknown,
  known: readonly K[],
  place: string,
  report: Report,
): { readonly [N in K]?: unknown } {
  const members = readObject(value, place, report)
  for (const name of Object.keys(members).filter((each) => !known.some((other) => other === each))) {
    report(place, `It has an unknown member ${shown(name)}.`, `Known are ${known.join(' and ')}.`)
  }
  // True of any record: each member is there with some value, or is not.
  return members as { readonly [N in K]?: unknown }
}

/** An object; what is none is reported, and counts as empty. */
export function readObject(value: unknown, place: string, report: Report): Readonly<Record<string, unknown>> {
  // What JSON.parse made is an object with string keys where it is neither null, a list nor a scalar.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  report(place, 'It is no JSON object.', 'Write it as {"NAME": …}.')
  return {}
}

/** A text that meets a check; what does not is reported, and counts as empty. */
export function readText(value: unknown, check: Check<string>, place: string, report: Report): string {
  const checked = typeof value === 'string' ? check(value) : faulty('It is no text.', 'Give it in quotes.')
  if (checked.kind === 'good') return checked.value
  for (const { problem, remedy } of checked.faults) report(place, problem, remedy)
  return ''
}

/** An address without the slashes at its end, to which paths are added. */
export function cutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
