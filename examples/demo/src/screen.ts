/** Prints the demo: short, aligned, and in colour only where somebody looks. */
export interface Screen {
  title(text: string): void
  chapter(text: string): void
  /** One thing that happened: what was asked, and what came of it. */
  row(label: string, value: string, note?: string): void
  /** What the rows above prove. */
  proved(text: string): void
  failed(text: string): void
  line(text?: string): void
}

export function openScreen(out: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const { NO_COLOR = '' } = env
  const isColoured = out.isTTY === true && NO_COLOR === ''
  const paint = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text)
  const [bold, dim, red, green] = [paint(1), paint(2), paint(31), paint(32)]
  const line = (text = '') => void out.write(text === '' ? '\n' : `  ${text}\n`)
  return {
    line,
    title: (text) => {
      line()
      line(bold(text))
    },
    chapter: (text) => {
      line()
      line(bold(text))
    },
    row: (label, value, note) => line(`  ${dim(label.padEnd(labelWidth))}${value}${note === undefined ? '' : `   ${dim(note)}`}`),
    proved: (text) => line(`  ${green('✓')} ${text}`),
    failed: (text) => {
      line()
      line(`${red('✗')} ${text}`)
    },
  }
}

/** The start of an id: enough to tell it from others. */
export function short(id: string, length = 18): string {
  return id.length > length ? `${id.slice(0, length)}…` : id
}

const labelWidth = 28
