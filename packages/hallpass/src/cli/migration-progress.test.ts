import { expect, test } from 'vitest'
import type { CopyStep } from '../store/copy/copy-store.ts'
import { createProgress } from './migration-progress.ts'

const steps: readonly CopyStep[] = [
  { kind: 'begun' },
  { kind: 'copying', table: 'identity', done: 0, total: 200 },
  { kind: 'copying', table: 'identity', done: 1, total: 200 },
  { kind: 'copying', table: 'identity', done: 100, total: 200 },
  { kind: 'copying', table: 'identity', done: 200, total: 200 },
  { kind: 'checked', table: 'identity', digest: { rows: 200, sha256: 'ab' } },
]

function shown(isTTY: boolean): string {
  let text = ''
  const progress = createProgress({ isTTY, write: (part) => (text += part) })
  for (const step of steps) progress.show(step)
  progress.end()
  return text
}

test('a terminal shows a bar that is drawn over', () => {
  expect(shown(true).split('\r\u001b[K')).toEqual([
    `The copy begins.\n[${' '.repeat(30)}] copying identity: 0 of 200 rows`,
    `[${' '.repeat(30)}] copying identity: 1 of 200 rows`,
    `[${'█'.repeat(15)}${' '.repeat(15)}] copying identity: 100 of 200 rows`,
    `[${'█'.repeat(30)}] copying identity: 200 of 200 rows`,
    'checked identity: 200 rows, SHA-256 ab\n',
  ])
})

test('a file gets plain lines, one for each tenth at most', () => {
  expect(shown(false).split('\n')).toEqual([
    'The copy begins.',
    'copying identity: 0 of 200 rows',
    'copying identity: 100 of 200 rows',
    'copying identity: 200 of 200 rows',
    'checked identity: 200 rows, SHA-256 ab',
    '',
  ])
})
