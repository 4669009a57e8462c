/** How parts of a text stand out. */
export interface Style {
  good(text: string): string
  bad(text: string): string
  faint(text: string): string
  strong(text: string): string
}

const width = 10

export function label(name: string): string {
  return name.padEnd(width)
}

export function headline(isGood: boolean, name: string, says: string, style: Style): string {
  return `${isGood ? style.good('✓') : style.bad('✗')} ${style.strong(label(name))}${says}`
}

export function detail(says: string): string {
  return `  ${label('')}${says}`
}

export function quote(value: string): string {
  return text(JSON.stringify(value))
}

/** Without what a terminal would obey. */
export function text(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD')
}
