import { describe, expect, test, vi } from 'vitest'
import { credentialsAnswer, fakeClient, jwt, serviceError } from '../../test/fake-client.ts'
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts'

const identityPoolId = 'eu-central-1:pool'
const anonymousKey = `aws:cognito-identity-credentials:${identityPoolId}:ANONYMOUS`
const userKey = `aws:cognito-identity-credentials:${identityPoolId}:ann`
const both = ['GetId', 'GetCredentialsForIdentity']
const logins = () => ({ 'login.example.com': 'token' })
const gone = () => serviceError('ResourceNotFoundException', "Identity 'eu-central-1:1' not found.")

function spiedMap(entries: [string, string][] = []) {
  const map = new Map(entries)
  return {
    map,
    getItem: vi.fn((key: string) => map.get(key) ?? null),
    setItem: vi.fn((key: string, value: string) => void map.set(key, value)),
    removeItem: vi.fn((key: string) => void map.delete(key)),
  }
}

describe('CP-POOL-2: the identity', () => {
  test('is asked for once, credentials at each call', async () => {
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, identityPoolId, accountId: '123456789012', customRoleArn: 'arn', logins: logins() })
    const first = await provider()
    expect(first).toEqual({
      identityId: 'eu-central-1:1',
      accessKeyId: 'ASIA-eu-central-1:1',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: expect.any(Date),
    })
    await provider()
    expect(client.sent).toEqual([
      { operation: 'GetId', input: { AccountId: '123456789012', IdentityPoolId: identityPoolId, Logins: logins() } },
      { operation: 'GetCredentialsForIdentity', input: { IdentityId: 'eu-central-1:1', CustomRoleArn: 'arn', Logins: logins() } },
      { operation: 'GetCredentialsForIdentity', input: { IdentityId: 'eu-central-1:1', CustomRoleArn: 'arn', Logins: logins() } },
    ])
  })

  test('of the store needs no GetId', async () => {
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache: new Map([[anonymousKey, 'eu-central-1:kept']]) })
    expect((await provider()).identityId).toBe('eu-central-1:kept')
    expect(client.operations()).toEqual(['GetCredentialsForIdentity'])
  })
})

describe('CP-POOL-3: the store', () => {
  test('has guests under ANONYMOUS', async () => {
    const cache = new Map<string, string>()
    await fromCognitoIdentityPool({ client: fakeClient(), identityPoolId, cache, logins: {} })()
    expect([...cache]).toEqual([[anonymousKey, 'eu-central-1:1']])
  })

  test('has users under their own names', async () => {
    const cache = new Map<string, string>()
    await fromCognitoIdentityPool({ client: fakeClient(), identityPoolId, cache, logins: logins(), userIdentifier: 'ann' })()
    expect([...cache]).toEqual([[userKey, 'eu-central-1:1']])
  })

  test('CP-POOL-7: is left alone for users without a name, whatever happens', async () => {
    const cache = spiedMap([[anonymousKey, 'eu-central-1:kept']])
    let fails = false
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId }) => {
        if (fails) throw serviceError('NotAuthorizedException')
        return credentialsAnswer(String(IdentityId))
      },
    })
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache, logins: logins() })
    await provider()
    fails = true
    await expect(provider()).rejects.toThrow()
    for (const method of [cache.getItem, cache.setItem, cache.removeItem]) expect(method).not.toHaveBeenCalled()
  })
})

describe('CP-POOL-5: calls at the same time', () => {
  test('share one flight', async () => {
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, identityPoolId })
    const answers = await Promise.all(Array.from({ length: 5 }, () => provider()))
    expect(client.operations()).toEqual(both)
    expect(new Set(answers.map(({ identityId }) => identityId)).size).toBe(1)
  })

  test('CP-POOL-11: ask each login function once', async () => {
    const ask = vi.fn(async () => 'token')
    const client = fakeClient()
    await fromCognitoIdentityPool({ client, identityPoolId, logins: { a: ask } })()
    expect(ask).toHaveBeenCalledTimes(1)
    expect(client.sent.map(({ input }) => input['Logins'])).toEqual([{ a: 'token' }, { a: 'token' }])
  })
})

test('CP-POOL-6: an answer without an identity is refused', async () => {
  const provider = fromCognitoIdentityPool({ client: fakeClient({ GetId: () => ({}) }), identityPoolId })
  await expect(provider()).rejects.toMatchObject({
    name: 'CredentialsProviderError',
    tryNextLink: true,
    message: 'Response from Amazon Cognito contained no identity ID',
  })
})

describe('CP-POOL-8: an error', () => {
  test.each([
    'NotAuthorizedException',
    'ResourceConflictException',
    'InvalidParameterException',
    'Error',
  ])('that is definitive removes the entry, and the next call starts anew: %s', async (name) => {
    const cache = spiedMap([[anonymousKey, 'eu-central-1:kept']])
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId }) => {
        if (IdentityId === 'eu-central-1:kept') throw serviceError(name, 'no')
        return credentialsAnswer(String(IdentityId))
      },
    })
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache })
    await expect(provider()).rejects.toMatchObject({ name })
    expect(cache.removeItem).toHaveBeenCalledWith(anonymousKey)
    expect((await provider()).identityId).toBe('eu-central-1:1')
    expect(client.operations()).toEqual(['GetCredentialsForIdentity', ...both])
  })

  test.each([
    serviceError('TooManyRequestsException', '', 429),
    serviceError('InternalErrorException', '', 500),
    serviceError('ExternalServiceException', '', 400),
    serviceError('NetworkError', '', 0),
    serviceError('NotAuthorizedException', 'Invalid login token. Token expired: 2 >= 1'),
  ])('that will pass, or is about the token, removes nothing: $name', async (error) => {
    const cache = spiedMap()
    let fails = true
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId }) => {
        if (fails) throw error
        return credentialsAnswer(String(IdentityId))
      },
    })
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache, logins: logins(), userIdentifier: 'ann' })
    await expect(provider()).rejects.toMatchObject({ name: error.name })
    expect(cache.map.get(userKey)).toBe('eu-central-1:1')
    fails = false
    expect((await provider()).identityId).toBe('eu-central-1:1')
    expect(client.operations()).toEqual([...both, 'GetCredentialsForIdentity'])
  })
})

test('CP-POOL-8: a login token that ends between two requests drops nothing', async () => {
  vi.useFakeTimers()
  try {
    const exp = Date.now() / 1000 + 5
    const client = fakeClient({
      GetId: () => {
        vi.setSystemTime(Date.now() + 10_000)
        return { IdentityId: 'eu-central-1:1' }
      },
    })
    const cache = new Map<string, string>()
    const logins = { 'login.example.com': jwt({ exp }) }
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache, userIdentifier: 'ann', logins })
    await expect(provider()).rejects.toMatchObject({ name: 'LoginTokenError', reason: 'login-token-expired' })
    expect(cache.get(userKey)).toBe('eu-central-1:1')
  } finally {
    vi.useRealTimers()
  }
})

test('CP-POOL-8: an error removes the entry from a store that answers nothing, too', async () => {
  const client = fakeClient({
    GetCredentialsForIdentity: () => {
      throw serviceError('ResourceConflictException')
    },
  })
  const cache = { getItem: vi.fn(), setItem: vi.fn(), removeItem: vi.fn() }
  await expect(fromCognitoIdentityPool({ client, identityPoolId, cache })()).rejects.toMatchObject({ name: 'ResourceConflictException' })
  expect(cache.removeItem).toHaveBeenCalledWith(anonymousKey)
})

describe('CP-POOL-9: an identity that has gone', () => {
  const dying = (dead: string, error = gone) =>
    fakeClient({
      GetCredentialsForIdentity: ({ IdentityId }) => {
        if (IdentityId === dead) throw error()
        return credentialsAnswer(String(IdentityId))
      },
    })

  test.each([
    gone(),
    serviceError('NotAuthorizedException', "Access to Identity 'eu-central-1:kept' is forbidden."),
    serviceError(
      'NotAuthorizedException',
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    ),
  ])('is replaced within the flight where the store had it: $message', async (error) => {
    const client = dying('eu-central-1:kept', () => error)
    const cache = new Map([[anonymousKey, 'eu-central-1:kept']])
    expect((await fromCognitoIdentityPool({ client, identityPoolId, cache })()).identityId).toBe('eu-central-1:1')
    expect(client.operations()).toEqual(['GetCredentialsForIdentity', ...both])
    expect([...cache]).toEqual([[anonymousKey, 'eu-central-1:1']])
  })

  test('is not replaced where GetId has just named it, but at the next call', async () => {
    const client = dying('eu-central-1:1')
    const provider = fromCognitoIdentityPool({ client, identityPoolId })
    await expect(provider()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(client.operations()).toEqual(both)
    expect((await provider()).identityId).toBe('eu-central-1:2')
  })

  test('is replaced once only', async () => {
    const client = fakeClient({
      GetCredentialsForIdentity: () => {
        throw gone()
      },
    })
    const cache = new Map([[anonymousKey, 'eu-central-1:kept']])
    await expect(fromCognitoIdentityPool({ client, identityPoolId, cache })()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(client.operations()).toEqual(['GetCredentialsForIdentity', ...both])
    expect(cache.size).toBe(0)
  })
})

describe('CP-POOL-10: a store that fails', () => {
  const closed = () => {
    throw new Error('The store is closed.')
  }

  test.each([
    { getItem: closed, setItem: closed, removeItem: closed },
    { getItem: () => Promise.reject(new Error('closed')), setItem: () => Promise.reject(new Error('closed')), removeItem: closed },
  ])('fails no credentials, and memory takes over', async (cache) => {
    const storageError = vi.fn()
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache, events: { storageError } })
    await provider()
    await provider()
    expect(client.operations()).toEqual([...both, 'GetCredentialsForIdentity'])
    expect(storageError).toHaveBeenCalled()
  })
})

test('CP-POOL-12: a merged identity is followed and kept', async () => {
  const client = fakeClient({ GetCredentialsForIdentity: () => credentialsAnswer('eu-central-1:merged') })
  const cache = new Map<string, string>()
  const provider = fromCognitoIdentityPool({ client, identityPoolId, cache })
  expect((await provider()).identityId).toBe('eu-central-1:merged')
  await provider()
  expect(client.sent.at(-1)?.input).toEqual({ IdentityId: 'eu-central-1:merged' })
  expect(cache.get(anonymousKey)).toBe('eu-central-1:merged')
})

test('CP-POOL-13: two providers of one process are two guests', async () => {
  const client = fakeClient()
  const [one, two] = [fromCognitoIdentityPool({ client, identityPoolId }), fromCognitoIdentityPool({ client, identityPoolId })]
  expect((await one()).identityId).not.toBe((await two()).identityId)
})

test('CP-POOL-14: the basic flow names the role and narrows the session', async () => {
  const client = fakeClient({ GetOpenIdToken: ({ IdentityId }) => ({ IdentityId, Token: 'open-id' }) })
  const fetchXml = vi.fn(async (_url: unknown, _init?: RequestInit) => {
    const credentials = `<AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>`
    return new Response(
      `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    )
  })
  const provider = fromCognitoIdentityPool({
    ...{ client, identityPoolId, flow: 'basic', roleArn: 'arn:role', roleSessionName: 'me', sessionPolicy: '{}', durationSeconds: 900 },
    clientConfig: { fetch: fetchXml, endpoint: 'http://127.0.0.1:1' },
  })
  expect(await provider()).toMatchObject({ identityId: 'eu-central-1:1', accessKeyId: 'ASIA', sessionToken: 't' })
  expect(client.operations()).toEqual(['GetId', 'GetOpenIdToken'])
  expect(Object.fromEntries(new URLSearchParams(String(fetchXml.mock.calls[0]?.[1]?.body)))).toMatchObject({
    ...{
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: 'arn:role',
      RoleSessionName: 'me',
      WebIdentityToken: 'open-id',
      Policy: '{}',
      DurationSeconds: '900',
    },
  })
})

describe('CP-POOL-15: what is wrong before any request', () => {
  test.each([
    ['identityPoolId', {}],
    ['identityPoolId', { identityPoolId: '' }],
    ['identityPoolId', { clientConfig: { region: 'eu-central-1', IdentityPoolId: identityPoolId } }],
    ["logins['loginData']", { identityPoolId, logins: { loginData: { 'login.example.com': 'token' } } }],
    ['roleArn', { identityPoolId, flow: 'basic' }],
  ])('names %s', async (name, parameters) => {
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, ...parameters } as never)
    await expect(provider()).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining(name) })
    expect(client.sent).toEqual([])
  })
})

describe('CP-POOL-16: the switch from guest to user', () => {
  const switchTo = (provider: ReturnType<typeof fromCognitoIdentityPool>, token: string) => {
    provider.params.Logins = provider.params.Logins ?? {}
    provider.params.Logins['login.example.com'] = token
    provider.expired = true
  }

  test.each([false, true])('keeps the identity and forgets the guest (credentials kept: %s)', async (credentialCache) => {
    const client = fakeClient()
    const cache = new Map<string, string>()
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache, credentialCache })
    const before = await provider()
    switchTo(provider, 'token')
    const after = await provider()
    expect(after.identityId).toBe(before.identityId)
    expect(client.sent.slice(2)).toEqual([
      { operation: 'GetCredentialsForIdentity', input: { IdentityId: before.identityId, Logins: logins() } },
    ])
    expect(provider.expired).toBe(false)
    await vi.waitFor(() => expect(cache.size).toBe(0))
  })

  test('uses the guest of the store where nobody was asked yet', async () => {
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache: new Map([[anonymousKey, 'eu-central-1:kept']]) })
    switchTo(provider, 'token')
    expect((await provider()).identityId).toBe('eu-central-1:kept')
    expect(client.operations()).toEqual(['GetCredentialsForIdentity'])
  })

  test('that fails keeps the guest for a better token', async () => {
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId, Logins }) => {
        if ((Logins as Record<string, string> | undefined)?.['login.example.com'] === 'bad')
          throw serviceError('NotAuthorizedException', 'Invalid login token.')
        return credentialsAnswer(String(IdentityId))
      },
    })
    const cache = new Map<string, string>()
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache })
    const { identityId } = await provider()
    switchTo(provider, 'bad')
    await expect(provider()).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    expect(provider.expired).toBe(true)
    expect(cache.get(anonymousKey)).toBe(identityId)
    switchTo(provider, 'token')
    expect((await provider()).identityId).toBe(identityId)
    expect(client.operations().filter((operation) => operation === 'GetId')).toHaveLength(1)
  })

  test('in the middle of the first flight waits for the identity, and gives the user', async () => {
    let answer = (_: object) => {}
    const client = fakeClient({ GetId: () => new Promise((resolve) => (answer = resolve)) })
    const provider = fromCognitoIdentityPool({ client, identityPoolId })
    const guest = provider()
    await vi.waitFor(() => expect(client.sent).toHaveLength(1))
    switchTo(provider, 'token')
    const switched = provider()
    answer({ IdentityId: 'eu-central-1:1' })
    const user = await switched
    expect(user.identityId).toBe((await guest).identityId)
    expect(client.sent.map(({ operation, input }) => [operation, input['Logins']])).toEqual([
      ['GetId', undefined],
      ['GetCredentialsForIdentity', undefined],
      ['GetCredentialsForIdentity', logins()],
    ])
  })

  test('to an identity that has gone asks for one of the user', async () => {
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId }) => {
        if (IdentityId === 'eu-central-1:kept') throw gone()
        return credentialsAnswer(String(IdentityId))
      },
    })
    const cache = new Map([[anonymousKey, 'eu-central-1:kept']])
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache })
    switchTo(provider, 'token')
    expect((await provider()).identityId).toBe('eu-central-1:1')
    expect(client.sent[1]).toEqual({ operation: 'GetId', input: { IdentityPoolId: identityPoolId, Logins: logins() } })
    await vi.waitFor(() => expect(cache.size).toBe(0))
  })

  test('that comes during another one is made too', async () => {
    let answer = () => {}
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId, Logins }) => {
        const output = credentialsAnswer(String(IdentityId))
        if (!Logins || 'b' in Object(Logins)) return output
        return new Promise((resolve) => {
          answer = () => resolve(output)
        })
      },
    })
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache: new Map(), credentialCache: true })
    await provider()
    provider.params.Logins = { a: 'token' }
    provider.expired = true
    const first = provider()
    await vi.waitFor(() => expect(client.sent).toHaveLength(3))
    provider.params.Logins = { a: 'token', b: 'token' }
    provider.expired = true
    const second = provider()
    answer()
    await Promise.all([first, second])
    expect(client.sent.at(-1)?.input['Logins']).toEqual({ a: 'token', b: 'token' })
    expect(client.operations()).toEqual([...both, both[1], both[1]])
    expect(provider.expired).toBe(false)
  })

  test('of a user with a name, to an identity that has gone, asks for one too', async () => {
    const client = fakeClient({
      GetCredentialsForIdentity: ({ IdentityId }) => {
        if (IdentityId === 'eu-central-1:old') throw gone()
        return credentialsAnswer(String(IdentityId))
      },
    })
    const cache = new Map([[anonymousKey, 'eu-central-1:old']])
    const provider = fromCognitoIdentityPool({ client, identityPoolId, cache, userIdentifier: 'ann' })
    provider.params.Logins = logins()
    provider.expired = true
    expect((await provider()).identityId).toBe('eu-central-1:1')
    expect(client.operations()).toEqual(['GetCredentialsForIdentity', ...both])
    expect([...cache]).toEqual([[userKey, 'eu-central-1:1']])
  })

  test('counts from the next flight without the mark', async () => {
    const client = fakeClient()
    const provider = fromCognitoIdentityPool({ client, identityPoolId })
    await provider()
    provider.params.Logins = logins()
    await provider()
    expect(client.sent[2]?.input).toEqual({ IdentityId: 'eu-central-1:1', Logins: logins() })
  })
})

test('CP-PRV-7: new makes the same provider', async () => {
  const client = fakeClient()
  // The guide writes it so, and so does who followed it.
  const provider = Reflect.construct(fromCognitoIdentityPool, [{ client, identityPoolId }]) as ReturnType<typeof fromCognitoIdentityPool>
  expect((await provider()).identityId).toBe('eu-central-1:1')
})

test('CP-PRV-4: a provider that keeps nothing is not marked, one that keeps is, and asks once', async () => {
  const client = fakeClient()
  expect(fromCognitoIdentityPool({ client, identityPoolId })).not.toHaveProperty('memoized')
  const keeping = fromCognitoIdentityPool({ client, identityPoolId, credentialCache: true })
  expect(keeping.memoized).toBe(true)
  expect(await keeping()).toBe(await keeping())
  expect(client.operations()).toEqual(both)
})

describe('CP-NET-5: a signal', () => {
  test('of a caller ends that wait only', async () => {
    let answer = (_: object) => {}
    const client = fakeClient({ GetId: () => new Promise((resolve) => (answer = resolve)) })
    const provider = fromCognitoIdentityPool({ client, identityPoolId })
    const controller = new AbortController()
    const ended = provider({ signal: controller.signal })
    const other = provider()
    await vi.waitFor(() => expect(client.sent).toHaveLength(1))
    controller.abort()
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' })
    answer({ IdentityId: 'eu-central-1:late' })
    expect((await other).identityId).toBe('eu-central-1:late')
  })

  test('ends what a later call waits for, even a login function that never answers', async () => {
    const client = fakeClient()
    const ask = vi.fn<(context: unknown) => Promise<string>>(async () => 'token').mockReturnValueOnce(new Promise(() => {}))
    const provider = fromCognitoIdentityPool({ client, identityPoolId, logins: { 'login.example.com': ask } })
    const controller = new AbortController()
    const left = provider({ signal: controller.signal })
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1))
    controller.abort()
    await expect(left).rejects.toMatchObject({ name: 'AbortError' })
    expect((await provider()).identityId).toBe('eu-central-1:1')
    expect(client.operations()).toEqual(both)
  })

  test('ends the flight, so that nothing more is sent', async () => {
    const client = fakeClient()
    let give = (_: string) => {}
    const token = new Promise<string>((resolve) => {
      give = resolve
    })
    const ask = vi.fn(() => token)
    const provider = fromCognitoIdentityPool({ client, identityPoolId, logins: { 'login.example.com': ask } })
    const controller = new AbortController()
    const left = provider({ signal: controller.signal })
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1))
    controller.abort()
    await expect(left).rejects.toMatchObject({ name: 'AbortError' })
    give('token')
    await new Promise((resolve) => setTimeout(resolve))
    expect(client.sent).toEqual([])
  })

  test('of the provider ends all, and for good', async () => {
    const controller = new AbortController()
    const client = fakeClient({ GetId: () => new Promise(() => {}) })
    const provider = fromCognitoIdentityPool({ client, identityPoolId, signal: controller.signal })
    const waiting = provider()
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await expect(provider()).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('CP-TOK-2: a refused token of a function is asked for again, and the identity stays', async () => {
  const client = fakeClient({
    GetCredentialsForIdentity: ({ IdentityId, Logins }) => {
      if ((Logins as Record<string, string>)['a'] === 'old')
        throw serviceError('NotAuthorizedException', 'Invalid login token. Token expired: 2 >= 1')
      return credentialsAnswer(String(IdentityId))
    },
  })
  const provider = fromCognitoIdentityPool({ client, identityPoolId, logins: { a: ({ forceRefresh }) => (forceRefresh ? 'new' : 'old') } })
  expect((await provider()).identityId).toBe('eu-central-1:1')
  expect(client.operations()).toEqual([...both, 'GetCredentialsForIdentity'])
})

test('CP-NET-6: credentials are kept by the time of the service, as the answer with them tells it', async () => {
  vi.useFakeTimers()
  try {
    const ahead = 7_200_000
    const fetch = vi.fn(async (_url: unknown, init?: RequestInit) => {
      const isFirst = String(Object(init?.headers)['x-amz-target']).endsWith('GetId')
      if (isFirst) return Response.json({ IdentityId: 'eu-central-1:1' })
      const Expiration = (Date.now() + ahead) / 1000 + 3600
      const body = { Credentials: { AccessKeyId: 'ASIA', SecretKey: 'secret', SessionToken: 'session', Expiration } }
      return Response.json(body, { headers: { date: new Date(Date.now() + ahead).toUTCString() } })
    })
    const provider = fromCognitoIdentityPool({ identityPoolId, clientConfig: { fetch }, credentialCache: true })
    await provider()
    await vi.advanceTimersByTimeAsync(59.5 * 60_000)
    await provider()
    expect(fetch).toHaveBeenCalledTimes(3)
  } finally {
    vi.useRealTimers()
  }
})

test('CP-NET-8: a fetch that is handed over takes the place of the global one', async () => {
  const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) =>
    Response.json({ IdentityId: 'eu-central-1:1', ...credentialsAnswer('eu-central-1:1') }),
  )
  expect((await fromCognitoIdentityPool({ identityPoolId, fetch })()).identityId).toBe('eu-central-1:1')
  expect(fetch.mock.calls.map(([url]) => String(url))).toEqual(Array(2).fill('https://cognito-identity.eu-central-1.amazonaws.com/'))
})

test('CP-TOK-3: an expired text fails before any request', async () => {
  const client = fakeClient()
  const provider = fromCognitoIdentityPool({ client, identityPoolId, logins: { a: jwt({ exp: 1 }) } })
  await expect(provider()).rejects.toMatchObject({ reason: 'login-token-expired' })
  expect(client.sent).toEqual([])
})
