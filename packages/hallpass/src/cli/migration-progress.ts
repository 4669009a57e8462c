import type { CopyStep } from '../store/copy/copy-store.ts'

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface Progress {
  show(step: CopyStep): void
  end(): void
}

const barWidth = 30

/** A bar that is drawn over on a terminal; elsewhere a line for each table, and for each tenth of a large one. */
export function createProgress(output: ProgressOutput): Progress {
  return output.isTTY ? drawnBar(output) : plainLines(output)
}

function drawnBar(output: ProgressOutput): Progress {
  let isOnLine = false
  const erase = () => {
    if (isOnLine) output.write('\r\u001b[K')
    isOnLine = false
  }
  return {
    show(step) {
      erase()
      if (step.kind === 'copying' || step.kind === 'checking') {
        const filled = Math.round(shareOf(step) * barWidth)
        output.write(`[${'█'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${describe(step)}`)
        isOnLine = true
      } else output.write(`${describe(step)}\n`)
    },
    end: erase,
  }
}

function plainLines(output: ProgressOutput): Progress {
  let last = ''
  return {
    show(step) {
      const isPart = step.kind === 'copying' || step.kind === 'checking'
      const mark = isPart ? `${step.kind} ${step.table} ${Math.floor(shareOf(step) * 10)}` : describe(step)
      if (mark !== last) output.write(`${describe(step)}\n`)
      last = mark
    },
    end: () => undefined,
  }
}

function shareOf({ done, total }: CopyStep & { kind: 'copying' | 'checking' }): number {
  return total === 0 ? 1 : Math.min(1, done / total)
}

function describe(step: CopyStep): string {
  switch (step.kind) {
    case 'begun':
      return 'The copy begins.'
    case 'resumed':
      return 'A copy that was begun before goes on.'
    case 'copying':
    case 'checking':
      return `${step.kind} ${step.table}: ${step.done} of ${step.total} rows`
    case 'checked':
      return `checked ${step.table}: ${step.digest.rows} rows, SHA-256 ${step.digest.sha256}`
  }
}
