import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect } from 'vitest'
import { environmentOf, test } from './programs.ts'

const entries = ['', '/admin', '/storage', '/node'].map((path) => `@hallpass/credentials${path}`)

describe('CP-PRG-7: by require, a guest of another region than the S3 client', () => {
  test.for(['ours', 'sdk'])('with a client that is %s', async (CLIENT, { around }) => {
    const { endpoint, identityPoolId, region, services, stub } = around
    const program = fileURLToPath(new URL('guest-by-require.cjs', import.meta.url))
    const environment = { ...environmentOf(services), CLIENT, ENDPOINT: endpoint, IDENTITY_POOL_ID: identityPoolId, REGION: region }

    const said = JSON.parse(await output([program], environment))

    expect(said).toEqual({ identityId: expect.stringMatching(/^eu-central-1:/), accessKeyId: expect.stringMatching(/^ASIA/) })
    expect(stub.requests.map(({ input }) => input)).toEqual([{ IdentityPoolId: identityPoolId }, { IdentityId: said.identityId }])
    const { accessKeyId } = said
    expect(services.signers).toEqual([{ accessKeyId, region: 'us-west-2', service: 's3', sessionToken: expect.any(String) }])
  })
})

test('CP-PKG-7: every entry is there by require', async () => {
  const names = await output(['-p', `JSON.stringify(${JSON.stringify(entries)}.map((entry) => Object.keys(require(entry)).length > 0))`])
  expect(JSON.parse(names)).toEqual(entries.map(() => true))
})

/** What a process of Node prints, in this folder and without settings from outside. */
async function output(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env: { PATH: process.env['PATH'], ...environment } })
  return stdout
}
