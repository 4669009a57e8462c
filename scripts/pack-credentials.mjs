// Packs the clients and installs them into an empty folder, as an application has them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @returns the tarball, and the folder that the package is installed in; both go when the process ends */
export function packCredentials() {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-credentials-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const npm = (args, options) => execFileSync('npm', args, { stdio: 'inherit', ...options })
  npm(['pack', '--silent', '--workspace', '@hallpass/credentials', '--pack-destination', folder])
  const tarball = join(folder, readdirSync(folder)[0])
  const app = join(folder, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "private": true }')
  npm(['install', '--silent', '--no-audit', '--no-fund', tarball], { cwd: app })
  return { tarball, app }
}
