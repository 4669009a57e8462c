import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect } from 'vitest'
import { registerProvider } from '../cognito-identity/federation.ts'
import { type OpenIdProvider, startOpenIdProvider } from '../counterparts/openid-provider.ts'
import { accountId } from '../hallpass.ts'
import { test as base, callerOf, parsed, poolOf } from './credential-process.ts'

const test = base.extend<{ pool: string; provider: OpenIdProvider & { readonly arn: string }; args: readonly string[] }>({
  provider: [
    async ({ hallpass }, use) => {
      const provider = await startOpenIdProvider()
      await use({ ...provider, arn: await registerProvider(hallpass, provider.issuer, 'app-RS256') })
      await provider.close()
    },
    { scope: 'file' },
  ],
  pool: async ({ hallpass, provider }, use) => use(await poolOf(hallpass, { OpenIdConnectProviderARNs: [provider.arn] })),
  args: async ({ hallpass, pool, provider }, use) =>
    use(['--endpoint', hallpass.url, '--identity-pool-id', pool, '--login', provider.name]),
})

const user = `arn:aws:sts::${accountId}:assumed-role/User/CognitoIdentityCredentials`

describe('hallpass credentials --token-file', () => {
  test('makes credentials of the user', async ({ hallpass, provider, args, credentials, folder }) => {
    await writeFile(join(folder, 'token'), `${await provider.mint('ann')}\n`)
    const printed = parsed(await credentials([...args, '--token-file', 'token']))
    expect(await callerOf(hallpass, printed)).toBe(user)
  })

  test('reads the file each time, and gives nobody the credentials of another user', async ({ provider, args, credentials, folder }) => {
    const run = async () => parsed(await credentials([...args, '--token-file', join(folder, 'token')])).AccessKeyId
    await writeFile(join(folder, 'token'), await provider.mint('ann'))
    const ann = await run()
    expect(await run()).toBe(ann)
    await writeFile(join(folder, 'token'), await provider.mint('ben'))
    expect(await run()).not.toBe(ann)
    await rm(join(folder, 'token'))
    const { exitCode, stdout, stderr } = await credentials([...args, '--token-file', join(folder, 'token')])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toBe(`hallpass: The token file ${join(folder, 'token')} cannot be read.\n`)
  })

  test('reads pipes', async ({ hallpass, provider, args, credentials, folder }) => {
    await promisify(execFile)('mkfifo', [join(folder, 'pipe')])
    const written = writeFile(join(folder, 'pipe'), await provider.mint('ann'))
    const printed = parsed(await credentials([...args, '--token-file', 'pipe']))
    await written
    expect(await callerOf(hallpass, printed)).toBe(user)
  })

  test.for([
    ['an empty file', '', /is empty/],
    ['blanks in it', 'not a token', /is no token/],
    ['control characters', 'a\u001b[2Jb', /is no token/],
    ['one that is too long', 'x'.repeat(50_001), /is longer than a token can be/],
  ] as const)('refuses %s, and does not repeat it', async ([, text, message], { args, credentials, folder }) => {
    await writeFile(join(folder, 'token'), text)
    const { exitCode, stdout, stderr } = await credentials([...args, '--token-file', 'token'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(message)
    if (text !== '') expect(stderr).not.toContain(text.slice(0, 12))
  })

  test('says what the service says of the token, without the token', async ({ provider, args, credentials, folder }) => {
    const token = await provider.mint('ann', {}, { expiresAt: 1_700_000_000 })
    await writeFile(join(folder, 'token'), token)
    const { exitCode, stderr } = await credentials([...args, '--token-file', 'token'])
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^hallpass: GetId was refused with NotAuthorizedException: Invalid login token\. Token expired: .*\n$/)
    for (const part of token.split('.')) expect(stderr).not.toContain(part)
  })
})

describe('hallpass credentials --token-variable', () => {
  test('makes credentials of the user', async ({ hallpass, provider, args, credentials }) => {
    const run = await credentials([...args, '--token-variable', 'LOGIN_TOKEN'], { LOGIN_TOKEN: await provider.mint('ann') })
    expect(await callerOf(hallpass, parsed(run))).toBe(user)
  })

  test('names a variable that is not set', async ({ args, credentials }) => {
    const { exitCode, stderr } = await credentials([...args, '--token-variable', 'LOGIN_TOKEN'])
    expect(exitCode).toBe(1)
    expect(stderr).toBe('hallpass: The environment variable LOGIN_TOKEN is empty: a token is expected.\n')
  })
})

describe('hallpass credentials --token-command', () => {
  test('runs the command when credentials are made, not when they are kept', async ({ hallpass, provider, args, credentials, folder }) => {
    await writeFile(join(folder, 'token'), await provider.mint('ann'))
    const command = 'cat token | tee -a ran'
    const first = parsed(await credentials([...args, '--token-command', command]))
    expect(await callerOf(hallpass, first)).toBe(user)
    await rm(join(folder, 'token'))
    expect(parsed(await credentials([...args, '--token-command', command])).AccessKeyId).toBe(first.AccessKeyId)
  })

  test.for([
    ['fails', 'echo secret-of-the-command; exit 3', /^hallpass: The command of --token-command failed with exit code 3\.\n$/],
    ['is not there', 'no-such-program', /failed with exit code 127/],
    ['prints nothing', 'true', /What the command of --token-command prints is empty/],
    ['prints garbage', 'echo secret-of-the-command is this', /is no token: it has blanks/],
    ['prints without end', 'yes secret-of-the-command', /prints more than a token/],
  ] as const)('tells of a command that %s, and repeats nothing of what it prints', async ([, command, message], { args, credentials }) => {
    const { exitCode, stdout, stderr } = await credentials([...args, '--token-command', command])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('secret-of-the-command')
  })
})
