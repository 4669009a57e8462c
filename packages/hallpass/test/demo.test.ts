import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const demo = fileURLToPath(new URL('../../../examples/demo/dist/demo.js', import.meta.url))

test('the demo keeps its promises, and shows neither tokens nor secrets', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo, '--exit'])
  const promises = ['credentials that prove', 'Still us-east-1:', 'The same identity.', 'gave her the role', 'Refused']
  for (const promise of promises) expect(stdout).toContain(promise)
  expect(stdout.replaceAll(/arn:\S+/g, '')).not.toMatch(/eyJ|[\w+/=-]{40}/)
  expect(stdout).not.toMatch('\u001b')
  expect(stderr).not.toMatch(/oidc-provider|NodeVersionSupportWarning/)
})
