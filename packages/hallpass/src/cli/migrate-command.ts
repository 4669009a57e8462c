import { ConfigurationError } from '../server/configuration-error.ts'
import { migrateData } from '../server/migrate-data.ts'
import type { StoreAddress } from '../store/store-address.ts'
import { checkStore } from './check-setting.ts'
import { describeFaults, type Fault } from './fault.ts'
import { createProgress } from './migration-progress.ts'

export interface MigrateFlags {
  readonly from?: string
  readonly to?: string
}

/** Copies one store into another; returns the exit code. */
export async function migrateCommand(flags: MigrateFlags): Promise<number> {
  const faults: Fault[] = []
  const from = read('--from', flags.from, faults)
  const to = read('--to', flags.to, faults)
  if (from === undefined || to === undefined) throw new ConfigurationError(describeFaults(faults))
  const progress = createProgress(process.stdout)
  try {
    await migrateData(from, to, progress.show)
  } finally {
    progress.end()
  }
  process.stdout.write('The copy is whole. Start the service with it, and with the same master key.\n')
  return 0
}

function read(setting: string, text: string | undefined, faults: Fault[]): StoreAddress | undefined {
  const checked = checkStore(text ?? '')
  if (checked.kind === 'good') return checked.value
  for (const fault of checked.faults) faults.push({ setting, ...fault })
  return undefined
}
