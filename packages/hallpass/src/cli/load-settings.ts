import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { ConfigurationError } from '../server/configuration-error.ts'
import { describeFaults } from './fault.ts'
import { configFileName, type Environment, type Flags, parseSettings, type Settings } from './settings.ts'

/** The settings of this start. */
export async function loadSettings(flags: Flags, env: Environment): Promise<Settings> {
  const name = configFileName(flags, env)
  const configFile = name === undefined ? undefined : { name, text: await readFile(name, 'utf8').catch(() => undefined) }
  const checked = parseSettings({ cores: availableParallelism(), flags, env, configFile })
  if (checked.kind === 'good') return checked.value
  throw new ConfigurationError(`${describeFaults(checked.faults)}\n\nAll settings: hallpass serve --help`)
}
