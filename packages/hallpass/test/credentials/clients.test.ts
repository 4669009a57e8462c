import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromIni, fromProcess } from '@aws-sdk/credential-providers'
import { describe, expect } from 'vitest'
import { accountId, region } from '../hallpass.ts'
import { isSkippedWithout } from '../support/needed-program.ts'
import { runProgram } from '../support/run-program.ts'
import { test as base, hallpassCommand } from './credential-process.ts'

const { exitCode: awsVersion } = await runProgram(['aws', '--version'], tmpdir())
/** A program that takes a second or two to start. */
const timeout = 60_000

const guest = `arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`

/** `test` with a configuration file whose profile `shop` has the program as its `credential_process`. */
const test = base.extend<{ profile: { readonly config: string; readonly uses: () => Promise<number> } }>({
  profile: async ({ hallpass, pool, folder }, use) => {
    const config = join(folder, '.aws', 'config')
    await mkdir(join(folder, '.aws'))
    const program = join(folder, 'credentials.sh')
    const command = `XDG_CACHE_HOME='${folder}' exec '${process.execPath}' '${hallpassCommand}' credentials "$@"`
    await writeFile(program, `#!/bin/sh\necho used >> '${join(folder, 'uses')}'\n${command}\n`, { mode: 0o755 })
    const line = `credential_process = "${program}" --endpoint ${hallpass.url} --identity-pool-id ${pool}`
    const broken = `credential_process = "${program}" --endpoint ${hallpass.url} --identity-pool-id us-east-1:0`
    await writeFile(config, `[profile shop]\nregion = ${region}\n${line}\n\n[profile broken]\nregion = ${region}\n${broken}\n`)
    await use({ config, uses: async () => (await readFile(join(folder, 'uses'), 'utf8')).split('used').length - 1 })
  },
})

describe('credential_process', () => {
  const awsTest = test.skipIf(isSkippedWithout('aws', 'awscli', awsVersion === 0))

  awsTest('gives the AWS command line its credentials', { timeout }, async ({ hallpass, folder, profile }) => {
    const args = ['sts', 'get-caller-identity', '--endpoint-url', hallpass.url, '--output', 'json', '--profile']
    const { stdout, stderr } = await runProgram(['aws', ...args, 'shop'], folder)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ Account: accountId, Arn: guest })
    expect(await profile.uses()).toBe(1)
  })

  awsTest('tells users of the AWS command line why there are none', { timeout }, async ({ hallpass, folder, profile }) => {
    expect(profile.config).toContain(folder)
    const args = ['sts', 'get-caller-identity', '--endpoint-url', hallpass.url, '--profile', 'broken']
    const { exitCode, stderr } = await runProgram(['aws', ...args], folder)
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain("hallpass: GetId was refused with ResourceNotFoundException: IdentityPool 'us-east-1:0' not found.")
  })

  test.for([
    ['fromProcess', fromProcess],
    ['fromIni', fromIni],
  ] as const)('gives the SDK its credentials: %s', async ([, from], { hallpass, profile }) => {
    const credentials = from({ profile: 'shop', configFilepath: profile.config, filepath: `${profile.config}.none` })
    const sts = new STSClient({ endpoint: hallpass.url, region, credentials })
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: guest })
    sts.destroy()
    const { expiration } = await credentials()
    expect(expiration?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000)
  })
})
