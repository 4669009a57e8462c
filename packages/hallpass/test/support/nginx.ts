import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const hasNginx = spawnSync('nginx', ['-v']).status === 0

/** Runs nginx until the test has finished, by a configuration whose addresses are replaced; returns the address that it listens on. */
export async function startNginx(configuration: URL, replaced: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder()
  const port = await freePort()
  let text = readFileSync(configuration, 'utf8').replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`)
  for (const [from, to] of Object.entries(replaced)) text = text.replaceAll(from, to)
  mkdirSync(join(folder, 'tmp'))
  writeFileSync(join(folder, 'nginx.conf'), text)
  const args = ['-p', folder, '-c', 'nginx.conf', '-g', 'master_process off;']
  const nginx = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  nginx.stderr.on('data', (data: Buffer) => {
    said += data.toString()
  })
  const ended = once(nginx, 'close')
  onTestFinished(async () => {
    nginx.kill('SIGTERM')
    await ended
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await isListening(url))) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`)
  }
  return url
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listenOnFreshPort(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function isListening(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => new Promise((resolve) => setTimeout(resolve, 10, false)),
  )
}
