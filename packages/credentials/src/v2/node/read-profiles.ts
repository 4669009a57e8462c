import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { environment } from './environment.ts'
import { type Profiles, parseProfiles } from './parse-profiles.ts'

/**
 * The profiles of the shared files: of the credentials file (`filename`, else `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`),
 * and below them, where `AWS_SDK_LOAD_CONFIG` asks for it, those of the configuration file (`AWS_CONFIG_FILE`, else `~/.aws/config`).
 * @throws what reading threw: the system's error, which names the file
 */
export function readProfiles(filename?: string): Profiles {
  if (!environment('AWS_SDK_LOAD_CONFIG')) return credentialsFile(filename)
  const profiles = configFile()
  for (const [name, members] of credentialsFileIfAny(filename)) profiles.set(name, new Map([...(profiles.get(name) ?? []), ...members]))
  return profiles
}

/** The profile that is meant where none is named. */
export function currentProfile(): string {
  return environment('AWS_PROFILE') || 'default'
}

function credentialsFile(filename: string | undefined): Profiles {
  return parseProfiles(read(filename || environment('AWS_SHARED_CREDENTIALS_FILE') || join(home(), '.aws', 'credentials')))
}

// The configuration may hold all that is needed.
function credentialsFileIfAny(filename: string | undefined): Profiles {
  try {
    return credentialsFile(filename)
  } catch {
    return new Map()
  }
}

function configFile(): Profiles {
  const sections = parseProfiles(read(environment('AWS_CONFIG_FILE') || join(home(), '.aws', 'config')))
  return new Map([...sections].map(([name, members]) => [name.replace(/^profile\s+/, ''), members]))
}

function read(filename: string): string {
  return readFileSync(filename, 'utf8')
}

function home(): string {
  const path = environment('HOMEPATH')
  return environment('HOME') || environment('USERPROFILE') || (path ? (environment('HOMEDRIVE') || 'C:/') + path : homedir())
}
