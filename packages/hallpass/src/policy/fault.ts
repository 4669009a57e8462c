import type { Position } from './policy-document.ts'

/** Why a document is refused: AWS's words, and the place of what offends. */
export interface Fault {
  readonly message: string
  readonly position: Position
}

/** Notes where the syntax of a document is broken. The first place counts: readers go on with what they can read. */
export type Refuse = (position: Position) => void

export const syntaxErrors = 'Syntax errors in policy.'
