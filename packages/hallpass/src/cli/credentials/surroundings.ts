import type { Environment } from '../settings.ts'
import type { CacheFolder } from './cache-folder.ts'

/** What a command has of the world. */
export interface Surroundings {
  readonly env: Environment
  readonly cache: CacheFolder
  /** Milliseconds since the epoch. */
  now(): number
  pause(milliseconds: number): Promise<void>
  /** Tells the person something, on standard error. */
  tell(text: string): void
}
