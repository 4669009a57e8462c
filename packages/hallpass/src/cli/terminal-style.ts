import type { Style } from './render-line.ts'

/** Colours where people look at it, none in files and pipes. Source: https://no-color.org */
export function terminalStyle(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Style {
  const { NO_COLOR, TERM } = env
  const isPlain = !isTerminal || TERM === 'dumb' || (NO_COLOR !== undefined && NO_COLOR !== '')
  const paint = (code: number) => (text: string) => (isPlain ? text : `\u001b[${code}m${text}\u001b[0m`)
  return { good: paint(32), bad: paint(31), faint: paint(2), strong: paint(1) }
}
