import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where the workers of one service find its writer. */
export interface MeetingPlace {
  /** A local socket that only this user can open, for one writer. */
  freshSocket(): string
  remove(): void
}

export function createMeetingPlace(): MeetingPlace {
  // Pipes of Windows are in no folder.
  if (process.platform === 'win32') return { freshSocket: () => `\\\\.\\pipe\\hallpass-${randomUUID()}`, remove: () => undefined }
  // Of mode 0700, and with a short path: addresses of local sockets have 103 bytes at most.
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-'))
  let sockets = 0
  return {
    freshSocket() {
      sockets += 1
      return join(folder, `writer-${sockets}`)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Takes away what a supervisor could not, because it was killed. */
export function leaveMeetingPlace(socketPath: string): void {
  if (process.platform !== 'win32') rmSync(dirname(socketPath), { recursive: true, force: true })
}
