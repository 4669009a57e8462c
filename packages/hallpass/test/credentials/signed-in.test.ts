import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { registerProvider } from '../cognito-identity/federation.ts'
import { type NativeAppProvider, nativeClientId, secretClient, startNativeAppProvider } from '../counterparts/native-app-provider.ts'
import { accountId } from '../hallpass.ts'
import { test as base, callerOf, parsed, poolOf, type RunningCommand } from './credential-process.ts'

interface LoginServer extends NativeAppProvider {
  readonly arn: string
}

const test = base.extend<{
  pool: string
  provider: LoginServer
  client: readonly string[]
  args: readonly string[]
  signIn: (login: string) => Promise<void>
}>({
  provider: async ({ hallpass }, use) => {
    const provider = await startNativeAppProvider()
    await use({ ...provider, arn: await registerProvider(hallpass, provider.issuer, nativeClientId, secretClient.id) })
    await provider.close()
  },
  pool: async ({ hallpass, provider }, use) => use(await poolOf(hallpass, { OpenIdConnectProviderARNs: [provider.arn] })),
  client: async ({ provider }, use) => use(['--issuer', provider.issuer, '--client-id', nativeClientId]),
  args: async ({ hallpass, pool, client }, use) => use(['--endpoint', hallpass.url, '--identity-pool-id', pool, ...client]),
  signIn: async ({ start, client, provider }, use) =>
    use(async (login) => {
      const running = start(['login', ...client, '--no-browser'])
      await provider.visit(await addressOf(running), login)
      expect((await running.ended).exitCode).toBe(0)
    }),
})

const user = `arn:aws:sts::${accountId}:assumed-role/User/CognitoIdentityCredentials`
const renewing = ['--renew-before', '90000']

async function addressOf(running: RunningCommand): Promise<string> {
  return (await running.told(/http:\S+\/auth\?\S+/)).trim()
}

/** The tokens that are kept. */
async function tokensIn(folder: string): Promise<string[]> {
  const cache = join(folder, '.cache', 'hallpass')
  const texts = await Promise.all((await readdir(cache)).map((file) => readFile(join(cache, file), 'utf8')))
  return texts.flatMap((text) => {
    const { idToken, refreshToken, secretAccessKey, sessionToken } = JSON.parse(text)
    return [idToken, refreshToken, secretAccessKey, sessionToken].filter((token) => token !== undefined)
  })
}

describe('hallpass credentials login, through the browser', () => {
  test('signs a person in, and credentials are theirs from then on', async ({
    hallpass,
    provider,
    client,
    args,
    start,
    credentials,
    folder,
  }) => {
    const running = start(['login', ...client, '--no-browser'])
    const address = new URL(await addressOf(running))
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: nativeClientId,
      response_type: 'code',
      scope: 'openid offline_access',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
    })
    expect(await provider.visit(address.href, 'ann')).toContain('This window can be closed')
    const { exitCode, stdout, stderr } = await running.ended
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `Signed in at ${provider.issuer} as ann.\n` })
    expect(await callerOf(hallpass, parsed(await credentials(args)))).toBe(user)
    for (const token of await tokensIn(folder)) expect(stdout + stderr).not.toContain(token)
  })

  test('takes only the answer to its own question', async ({ provider, client, start }) => {
    const running = start(['login', ...client, '--no-browser'])
    const address = new URL(await addressOf(running))
    const callback = address.searchParams.get('redirect_uri') ?? ''
    const statuses = await Promise.all([
      fetch(`${callback}?code=abc&state=other`),
      fetch(`${callback}?code=abc`),
      fetch(callback.replace('/callback', '/'), {}),
      fetch(`${callback}?${new URLSearchParams({ code: 'abc', state: address.searchParams.get('state') ?? '' })}`, { method: 'POST' }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    await provider.visit(address.href, 'ann')
    expect((await running.ended).exitCode).toBe(0)
  })

  test('tells of a refusal', async ({ client, start, provider }) => {
    const running = start(['login', ...client, '--no-browser'])
    const { searchParams } = new URL(await addressOf(running))
    const answer = {
      error: 'access_denied',
      error_description: 'End-User\naborted',
      state: searchParams.get('state') ?? '',
      iss: provider.issuer,
    }
    await fetch(`${searchParams.get('redirect_uri')}?${new URLSearchParams(answer)}`)
    const { exitCode, stderr } = await running.ended
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`hallpass: ${provider.issuer} refused: access_denied End-User aborted.\n`)
  })

  test('refuses a code that the provider did not give', async ({ client, start, provider, folder }) => {
    const running = start(['login', ...client, '--no-browser'])
    const { searchParams } = new URL(await addressOf(running))
    const answer = { code: 'forged', state: searchParams.get('state') ?? '', iss: provider.issuer }
    await fetch(`${searchParams.get('redirect_uri')}?${new URLSearchParams(answer)}`)
    expect(await running.ended).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('invalid_grant') })
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses an answer in the name of another provider', async ({ client, start }) => {
    const running = start(['login', ...client, '--no-browser'])
    const { searchParams } = new URL(await addressOf(running))
    const answer = { code: 'forged', state: searchParams.get('state') ?? '', iss: 'https://evil.example' }
    await fetch(`${searchParams.get('redirect_uri')}?${new URLSearchParams(answer)}`)
    expect((await running.ended).exitCode).toBe(1)
  })

  test('signs in a client that has a secret', async ({ hallpass, pool, provider, start, credentials, folder }) => {
    await writeFile(join(folder, 'secret'), `${secretClient.secret}\n`)
    const client = ['--issuer', provider.issuer, '--client-id', secretClient.id, '--client-secret-file', 'secret']
    const running = start(['login', ...client, '--no-browser'])
    await provider.visit(await addressOf(running), 'ann')
    const { exitCode, stderr } = await running.ended
    expect(exitCode).toBe(0)
    expect(stderr).not.toContain(secretClient.secret)
    const printed = parsed(await credentials(['--endpoint', hallpass.url, '--identity-pool-id', pool, ...client]))
    expect(await callerOf(hallpass, printed)).toBe(user)
  })
})

describe('hallpass credentials login --device', () => {
  test('signs a person in by a code', async ({ hallpass, provider, client, args, start, credentials }) => {
    const running = start(['login', ...client, '--device'])
    const code = (await running.told(/[A-Z]{4}-[A-Z]{4}/)).trim()
    const address = (await running.told(/http:\S+\/device\b/)).trim()
    await provider.visit(`${address}?user_code=${code}`, 'ann')
    const { exitCode, stdout } = await running.ended
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `Signed in at ${provider.issuer} as ann.\n` })
    expect(await callerOf(hallpass, parsed(await credentials(args)))).toBe(user)
  })
})

describe('hallpass credentials, signed in', () => {
  test('says what to run where nobody is', async ({ provider, args, credentials }) => {
    const { exitCode, stdout, stderr } = await credentials([...args, '--scopes', 'openid email offline_access'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    const command = `hallpass credentials login --issuer ${provider.issuer} --client-id ${nativeClientId} --scopes 'openid email offline_access'`
    expect(stderr).toBe(`hallpass: Nobody is signed in at ${provider.issuer}. Sign in, then try again:\n\n  ${command}\n\n`)
  })

  test('uses the ID token as long as it holds', async ({ provider, args, credentials, signIn }) => {
    await signIn('ann')
    parsed(await credentials([...args, ...renewing]))
    parsed(await credentials([...args, ...renewing]))
    expect(provider.grants).toEqual(['authorization_code'])
  })

  test('gets a new ID token silently, again and again', async ({ hallpass, provider, args, credentials, signIn }) => {
    provider.setIdTokenLifetime(30)
    await signIn('ann')
    for (let round = 0; round < 3; round++) expect(await callerOf(hallpass, parsed(await credentials([...args, ...renewing])))).toBe(user)
    expect(provider.grants).toEqual(['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token'])
  })

  test('uses a refresh token once, however many processes ask', async ({ hallpass, provider, pool, client, credentials, signIn }) => {
    provider.setIdTokenLifetime(30)
    await signIn('ann')
    provider.setIdTokenLifetime(3600)
    const pools = [pool, await poolOf(hallpass, { OpenIdConnectProviderARNs: [provider.arn] })]
    const runs = await Promise.all(
      [...pools, ...pools].map((id) => credentials(['--endpoint', hallpass.url, '--identity-pool-id', id, ...client])),
    )
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0])
    expect(provider.grants).toEqual(['authorization_code', 'refresh_token'])
  })

  test('says what to run when the session has ended at the provider', async ({ provider, args, credentials, signIn, folder }) => {
    provider.setIdTokenLifetime(30)
    await signIn('ann')
    const tokens = await tokensIn(folder)
    provider.revokeAll()
    const { exitCode, stdout, stderr } = await credentials(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain(`The login has ended at ${provider.issuer}. Sign in, then try again:\n\n  hallpass credentials login --issuer`)
    for (const token of tokens) expect(stderr).not.toContain(token)
    expect((await credentials(args)).stderr).toContain('Nobody is signed in')
  })

  test('uses kept credentials while the provider is away', async ({ provider, args, credentials, signIn }) => {
    provider.setIdTokenLifetime(30)
    await signIn('ann')
    const first = parsed(await credentials(args))
    await provider.close()
    expect(await credentials(args)).toMatchObject({ exitCode: 0, stderr: '' })
    const late = await credentials([...args, '--renew-before', '90000'])
    expect(parsed({ ...late, stderr: '' }).AccessKeyId).toBe(first.AccessKeyId)
    expect(late.stderr).toMatch(/gave no usable answer \(ECONNREFUSED\)\. The credentials of before are used/)
  })

  test('gives nobody the credentials of who signed in before', async ({ args, credentials, signIn }) => {
    await signIn('ann')
    const ann = parsed(await credentials(args))
    await signIn('ben')
    expect(parsed(await credentials(args)).AccessKeyId).not.toBe(ann.AccessKeyId)
  })
})

describe('hallpass credentials logout', () => {
  test('forgets the session and what came of it, and tells the provider', async ({
    provider,
    client,
    args,
    credentials,
    signIn,
    kept,
    folder,
  }) => {
    await signIn('ann')
    parsed(await credentials(args))
    const [refreshToken] = (await tokensIn(folder)).filter((token) => /^[\w-]{43}$/.test(token))
    expect(await credentials(['logout', ...client])).toEqual({ exitCode: 0, stdout: 'Forgotten.\n', stderr: '' })
    expect(await kept()).toEqual([])
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: nativeClientId, refresh_token: String(refreshToken) })
    const response = await fetch(`${provider.issuer}/token`, { method: 'POST', body: form })
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' })
    expect((await credentials(args)).stderr).toContain('Nobody is signed in')
  })

  test('forgets even where the provider is away', async ({ provider, client, credentials, signIn, kept }) => {
    await signIn('ann')
    await provider.close()
    const { exitCode, stderr } = await credentials(['logout', ...client])
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`${provider.issuer} could not be told`)
    expect(await kept()).toEqual([])
  })

  test('leaves other logins alone', async ({ args, credentials, signIn }) => {
    await signIn('ann')
    const { AccessKeyId } = parsed(await credentials(args))
    await credentials(['logout', '--issuer', 'https://other.example'])
    expect(parsed(await credentials(args)).AccessKeyId).toBe(AccessKeyId)
  })
})

test('a provider that is none is told of', async ({ hallpass, credentials }) => {
  const { exitCode, stderr } = await credentials(['login', '--issuer', `${hallpass.url}/nowhere`, '--client-id', 'a'])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/hallpass: http:\S+ gave an answer that is not OpenID Connect's \(.*HTTP status 404\)\.\n/)
})
