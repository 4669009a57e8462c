import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const demo = fileURLToPath(new URL('../../../examples/demo/dist/demo.js', import.meta.url))
const hallpass = fileURLToPath(new URL('../bin/hallpass.js', import.meta.url))

test('the demo keeps its promises, and shows neither tokens nor secrets', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo, '--exit'])
  const promises = [
    'credentials that prove',
    'Still us-east-1:',
    'The same identity.',
    'gave her the role',
    'Refused',
    'Each keeps things below',
  ]
  for (const promise of promises) expect(stdout).toContain(promise)
  expect(stdout.replaceAll(/arn:\S+/g, '')).not.toMatch(/eyJ|[\w+/=-]{40}/)
  expect(stdout).not.toMatch('\u001b')
  expect(stderr).not.toMatch(/oidc-provider|NodeVersionSupportWarning/)
})

test('the demo serves the page that it tells of, and ends when it is asked to', async () => {
  const running = spawn(process.execPath, [demo], { stdio: ['ignore', 'pipe', 'ignore'] })
  let shown = ''
  for await (const line of createInterface(running.stdout)) {
    shown += `${line}\n`
    if (line.includes('hallpass explain --request')) break
  }
  const page = /page +(http:\S+)/.exec(shown)?.[1] ?? ''
  expect(await (await fetch(page)).text()).toContain('<title>Pictures')
  expect(await (await fetch(new URL('settings.json', page))).json()).toMatchObject({ bucket: 'pictures' })
  const [, requestId = '', dataDir = ''] = /--request (\S+) --data-dir (\S+)/.exec(shown) ?? []
  const { stdout } = await promisify(execFile)(process.execPath, [hallpass, 'explain', '--request', requestId, '--data-dir', dataDir])
  expect(stdout).toContain('s3:GetObject')
  running.kill('SIGINT')
  expect(await once(running, 'exit')).toEqual([0, null])
})
