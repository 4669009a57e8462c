import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DeleteIdentitiesCommand, ListIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, startHallpass } from '../hallpass.ts'
import { callerOf, parsed, poolOf, test } from './credential-process.ts'

async function identitiesOf({ cognito }: Hallpass, pool: string): Promise<string[]> {
  const { Identities = [] } = await cognito.send(new ListIdentitiesCommand({ IdentityPoolId: pool, MaxResults: 60 }))
  return Identities.map(({ IdentityId = '' }) => IdentityId)
}

describe('hallpass credentials, for a guest', () => {
  test('prints the document of process credentials, and nothing else', async ({ hallpass, pool, credentials }) => {
    const run = await credentials(['--endpoint', hallpass.url, '--identity-pool-id', pool])
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toMatch(/^\{.*\}\n$/)
    expect(JSON.parse(run.stdout)).toEqual({
      Version: 1,
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.any(String),
      SessionToken: expect.any(String),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    expect(await callerOf(hallpass, parsed(run))).toBe(`arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`)
  })

  test('prints kept credentials again', async ({ hallpass, pool, credentials }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool]
    const first = await credentials(args)
    expect(await credentials(args)).toEqual(first)
    expect(await identitiesOf(hallpass, pool)).toHaveLength(1)
  })

  test('prints kept credentials while the service is away, and says so where they should be renewed', async ({ credentials }) => {
    const away = await startHallpass()
    const args = ['--endpoint', away.url, '--identity-pool-id', await poolOf(away)]
    const first = await credentials(args)
    await away.close()
    expect(await credentials(args)).toEqual(first)
    const late = await credentials([...args, '--renew-before', '90000'])
    expect(late).toMatchObject({ exitCode: 0, stdout: first.stdout })
    expect(late.stderr).toMatch(/^hallpass: http:\S+ gave no usable answer \(ECONNREFUSED\)\. The credentials of before are used/)
    const none = await credentials([...args, '--no-cache'])
    expect(none).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('ECONNREFUSED') })
  })

  test('renews credentials that end soon, for the same guest', async ({ hallpass, pool, credentials }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool, '--renew-before', '90000']
    const [first, second] = [parsed(await credentials(args)), parsed(await credentials(args))]
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId)
    expect(await identitiesOf(hallpass, pool)).toHaveLength(1)
  })

  test('makes one guest for processes that start at once', async ({ hallpass, pool, credentials }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool]
    const runs = await Promise.all(Array.from({ length: 5 }, () => credentials(args)))
    expect(new Set(runs.map((run) => parsed(run).AccessKeyId)).size).toBe(1)
    expect(await identitiesOf(hallpass, pool)).toHaveLength(1)
  })

  test('becomes another guest where the former one was deleted', async ({ hallpass, pool, credentials }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool, '--renew-before', '90000']
    await credentials(args)
    const [former = ''] = await identitiesOf(hallpass, pool)
    await hallpass.cognito.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [former] }))
    parsed(await credentials(args))
    expect(await identitiesOf(hallpass, pool)).toEqual([expect.not.stringMatching(former)])
  })

  test('keeps nothing with --no-cache', async ({ hallpass, pool, credentials, folder }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool, '--no-cache']
    const [first, second] = [parsed(await credentials(args)), parsed(await credentials(args))]
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId)
    expect(await readdir(folder)).toEqual([])
  })

  test('is another guest after logout', async ({ hallpass, pool, credentials }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool]
    const first = parsed(await credentials(args))
    expect(await credentials(['logout'])).toEqual({ exitCode: 0, stdout: 'Forgotten.\n', stderr: '' })
    expect(parsed(await credentials(args)).AccessKeyId).not.toBe(first.AccessKeyId)
    expect(await identitiesOf(hallpass, pool)).toHaveLength(2)
    expect((await credentials(['logout', '--identity-pool-id', 'us-east-1:0'])).stdout).toBe('There was nothing to forget.\n')
  })
})

describe('hallpass credentials: what is kept', () => {
  test('is for its owner alone', async ({ hallpass, pool, credentials, folder }) => {
    await credentials(['--endpoint', hallpass.url, '--identity-pool-id', pool], { XDG_CACHE_HOME: join(folder, 'xdg') })
    const cache = join(folder, 'xdg', 'hallpass')
    expect((await stat(cache)).mode & 0o777).toBe(0o700)
    const files = await readdir(cache)
    expect(files.map((file) => file.split('-')[0]).sort()).toEqual(['credentials', 'guest'])
    for (const file of files) expect((await stat(join(cache, file))).mode & 0o777).toBe(0o600)
  })

  test.for(['', 'not JSON', '{}', '[]', 'null', '{"expiration":9999999999}'])('is replaced where it is corrupt: %j', async (text, {
    hallpass,
    pool,
    credentials,
    folder,
  }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool]
    await credentials(args)
    const cache = join(folder, '.cache', 'hallpass')
    for (const file of await readdir(cache)) await writeFile(join(cache, file), text)
    const repaired = await credentials(args)
    expect(repaired).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await credentials(args)).toEqual(repaired)
  })

  test('is not believed where others could have written it', async ({ hallpass, pool, credentials, folder }) => {
    const args = ['--endpoint', hallpass.url, '--identity-pool-id', pool]
    const first = parsed(await credentials(args))
    const cache = join(folder, '.cache', 'hallpass')
    for (const file of await readdir(cache)) await chmod(join(cache, file), 0o666)
    expect(parsed(await credentials(args)).AccessKeyId).not.toBe(first.AccessKeyId)
  })

  test('differs for each pool, endpoint and role', async ({ hallpass, pool, credentials }) => {
    const args = ['--identity-pool-id', pool, '--endpoint']
    const first = parsed(await credentials([...args, hallpass.url]))
    const elsewhere = await credentials([...args, 'http://127.0.0.1:9'])
    expect(elsewhere).toMatchObject({ exitCode: 1, stdout: '' })
    const other = await credentials([...args, hallpass.url, '--role-arn', `arn:aws:iam::${accountId}:role/Other`])
    expect(other).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('NotAuthorizedException') })
    expect(parsed(await credentials([...args, hallpass.url])).AccessKeyId).toBe(first.AccessKeyId)
  })

  test('that cannot be kept is told of, and costs no credentials', async ({ hallpass, pool, credentials, folder }) => {
    await mkdir(join(folder, '.cache'))
    await writeFile(join(folder, '.cache', 'hallpass'), 'a file')
    const run = await credentials(['--endpoint', hallpass.url, '--identity-pool-id', pool])
    expect(run.stderr).toMatch(/^hallpass: Nothing can be kept in \S+\.cache\/hallpass \(EEXIST\)\..*XDG_CACHE_HOME\.\n$/)
    expect(await callerOf(hallpass, parsed(run))).toContain('/Guest/')
  })
})

describe('hallpass credentials, refused', () => {
  test('says what the service says', async ({ hallpass, credentials }) => {
    const pool = 'us-east-1:00000000-0000-0000-0000-000000000000'
    expect(await credentials(['--endpoint', hallpass.url, '--identity-pool-id', pool])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `hallpass: GetId was refused with ResourceNotFoundException: IdentityPool '${pool}' not found.\n`,
    })
  })

  test.for<[string, string[], RegExp]>([
    ['no pool', [], /--identity-pool-id\n.*not named/],
    ['a pool that is none', ['--identity-pool-id', 'shop'], /"shop" is no identity pool's id/],
    ['an endpoint that is none', ['--identity-pool-id', 'us-east-1:0', '--endpoint', 'shop'], /--endpoint\n/],
    [
      'an endpoint without encryption',
      ['--identity-pool-id', 'us-east-1:0', '--endpoint', 'http://id.example.com'],
      /unencrypted[\s\S]*--insecure/,
    ],
    ['a provider without a token', ['--identity-pool-id', 'us-east-1:0', '--login', 'a.example'], /--login\n.*no token/],
    ['a token without a provider', ['--identity-pool-id', 'us-east-1:0', '--token-file', 'a'], /--login\n.*--token-file needs/],
    [
      'two tokens',
      ['--identity-pool-id', 'us-east-1:0', '--login', 'a.example', '--token-file', 'a', '--token-command', 'b'],
      /--token-file, --token-command\n.*more than one/,
    ],
    ['an issuer without a client', ['--identity-pool-id', 'us-east-1:0', '--issuer', 'https://a.example'], /--client-id\n/],
    [
      'an issuer without encryption',
      ['--identity-pool-id', 'us-east-1:0', '--issuer', 'http://a.example', '--client-id', 'a'],
      /--issuer\n.*https/,
    ],
    ['a login without an issuer', ['login'], /--issuer.*--client-id/],
    ['a word too many', ['now'], /too many arguments/],
    ['an unknown flag', ['--pool', 'x'], /unknown option '--pool'/],
  ])('ends with 2 for %s', async ([, args, message], { credentials }) => {
    const { exitCode, stdout, stderr } = await credentials(args)
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })
})
