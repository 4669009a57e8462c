import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const example = fileURLToPath(new URL('../../../examples/authorizer/dist/example.js', import.meta.url))

test('the example lets each write where the policy says, and shows neither tokens nor secrets', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [example])
  expect(stdout).toMatch(/^ann writes hers +200 written by us-east-1:[0-9a-f-]{36}$/m)
  expect(stdout).toMatch(/^bob reads it +200 milk$/m)
  expect(stdout).toMatch(/^bob writes it +403 User: \S+assumed-role\/NotesUser\/\S+ is not authorized to perform: notes:Write on/m)
  expect(stdout).toMatch(/^ann reads it +200 milk$/m)
  expect(stdout).toMatch(/^nobody reads it +401 /m)
  expect(stdout).toMatch(/^forged on the way +403 The body is not the one that was signed\.$/m)
  expect(stdout.replaceAll(/arn:\S+/g, '')).not.toMatch(/eyJ|[\w+/=]{41}/)
  expect(stderr).toBe('')
})
