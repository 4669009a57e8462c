import { mkdir } from 'node:fs/promises'
import { ConfigurationError } from '../server/configuration-error.ts'
import { openWriter } from '../store/sqlite/open-writer.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { leaveMeetingPlace } from './meeting-place.ts'
import type { Task } from './messages.ts'
import { serveWrites } from './serve-writes.ts'
import type { SupervisorLine } from './supervisor-line.ts'

/** Writes for all workers, until the supervisor asks for the end. It knows neither callers nor keys. */
export async function runWriter(
  { settings: { dataDir }, file, socketPath }: Task & { kind: 'write' },
  line: SupervisorLine,
): Promise<void> {
  // Only the owner may look into a new data directory.
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const writer = await openWriter(file).catch(asConfigurationError)
  const service = await serveWrites(socketPath, writer.submit)
  line.report({ kind: 'ready', newRootAccessKey: undefined })
  await line.drained
  await service.close()
  await writer.close()
  leaveMeetingPlace(socketPath)
}

function asConfigurationError(error: unknown): never {
  throw error instanceof StoreUnavailable ? new ConfigurationError(error.message, { cause: error }) : error
}
