import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Credentials } from '../../src/v2/config-types.ts'
import type { NodeAwsNamespace } from '../../src/v2/node/namespace.ts'
import { type Implementation, implementations, ours, testOf } from './both.ts'

const variables = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN', 'REGION'].flatMap((name) => [`AWS_${name}`, `AMAZON_${name}`])
const others = ['AWS_PROFILE', 'AWS_SDK_LOAD_CONFIG', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_USE_FIPS_ENDPOINT'].concat([
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
])

const testWith = (implementation: Implementation) =>
  testOf(implementation).extend<{ home: string }>({
    // A home of this test alone, before anything is loaded that may look into it.
    home: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
      async ({}, use) => {
        const home = mkdtempSync(join(tmpdir(), 'hallpass-home-'))
        mkdirSync(join(home, '.aws'))
        vi.stubEnv('HOME', home)
        await use(home)
        rmSync(home, { recursive: true })
      },
      { auto: true },
    ],
  })

beforeEach(() => {
  for (const name of [...variables, ...others]) vi.stubEnv(name, undefined)
})

const keysOf = ({ accessKeyId, secretAccessKey, sessionToken }: Credentials) => [accessKeyId, secretAccessKey, sessionToken]
const profile = (name: string, akid = name) => `[${name}]\naws_access_key_id = ${akid}-key\naws_secret_access_key = ${akid}-secret\n`
// Node's namespace has these two besides.
const inNode = (AWS: AwsNamespace) => AWS as NodeAwsNamespace

describe.each(implementations)('CP-V2-11 the surroundings in Node, $name,', (implementation) => {
  const test = testWith(implementation)
  const load = () => implementation.load()

  test('make no browser', async ({ AWS }) => {
    expect([AWS.util.isBrowser(), AWS.util.isNode()]).toEqual([false, true])
  })

  test('give no keys where there are none', async () => {
    expect((await load()).config.credentials).toBe(null)
  })

  test('give no region where there is none', async () => {
    expect((await load()).config.region).toBe(undefined)
  })

  test.for([
    ['AWS_REGION', { AWS_REGION: 'a-1', AMAZON_REGION: 'b-1' }, 'a-1'],
    ['AMAZON_REGION', { AMAZON_REGION: 'b-1' }, 'b-1'],
  ] as const)('give the region of %s', async ([, environment, region]) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    const AWS = await load()
    expect(AWS.config.region).toBe(region)
    expect(new AWS.CognitoIdentity().endpoint.hostname).toBe(`cognito-identity.${region}.amazonaws.com`)
  })

  test.for(['AWS', 'AMAZON'])('give the keys of variables that begin with %s', async (prefix) => {
    vi.stubEnv(`${prefix}_ACCESS_KEY_ID`, 'id')
    vi.stubEnv(`${prefix}_SECRET_ACCESS_KEY`, 'secret')
    vi.stubEnv(`${prefix}_SESSION_TOKEN`, 'token')
    const { credentials } = (await load()).config
    expect(credentials && keysOf(credentials)).toEqual(['id', 'secret', 'token'])
  })

  test('prefer the keys of AWS', async () => {
    for (const prefix of ['AWS', 'AMAZON']) {
      vi.stubEnv(`${prefix}_ACCESS_KEY_ID`, prefix)
      vi.stubEnv(`${prefix}_SECRET_ACCESS_KEY`, 'secret')
    }
    expect((await load()).config.credentials?.accessKeyId).toBe('AWS')
  })

  test('are asked by the chain when they have changed', async ({ AWS }) => {
    vi.stubEnv('AMAZON_ACCESS_KEY_ID', 'later')
    vi.stubEnv('AMAZON_SECRET_ACCESS_KEY', 'secret')
    expect((await new AWS.CredentialProviderChain().resolvePromise()).accessKeyId).toBe('later')
  })

  test('give the default profile of the shared file', async ({ home }) => {
    writeFileSync(join(home, '.aws/credentials'), profile('default') + profile('other'))
    const { credentials } = (await load()).config
    expect(credentials && keysOf(credentials)).toEqual(['default-key', 'default-secret', undefined])
  })

  test('give the profile that AWS_PROFILE names', async ({ home }) => {
    vi.stubEnv('AWS_PROFILE', 'other')
    writeFileSync(join(home, '.aws/credentials'), `${profile('default')}${profile('other')}aws_session_token=other-token\n`)
    const { credentials } = (await load()).config
    expect(credentials && keysOf(credentials)).toEqual(['other-key', 'other-secret', 'other-token'])
  })

  test('prefer variables to the shared file', async ({ home }) => {
    writeFileSync(join(home, '.aws/credentials'), profile('default'))
    vi.stubEnv('AMAZON_ACCESS_KEY_ID', 'id')
    vi.stubEnv('AMAZON_SECRET_ACCESS_KEY', 'secret')
    expect((await load()).config.credentials?.accessKeyId).toBe('id')
  })

  test('of AWS_SDK_LOAD_CONFIG are the configuration’s profiles, under those of the credentials', async ({ home }) => {
    vi.stubEnv('AWS_SDK_LOAD_CONFIG', '1')
    vi.stubEnv('AWS_PROFILE', 'other')
    writeFileSync(
      join(home, '.aws/config'),
      `${profile('profile other', 'config')}region = eu-west-9\n[sso-session other]\nsso_region = x\n`,
    )
    writeFileSync(join(home, '.aws/credentials'), '[other]\naws_access_key_id = stronger\n')
    const { credentials, region } = (await load()).config
    expect([credentials && keysOf(credentials), region]).toEqual([['stronger', 'config-secret', undefined], 'eu-west-9'])
  })

  describe('SharedIniFileCredentials', () => {
    const load = (AWS: AwsNamespace, filename: string, text: string, name = 'default') => {
      writeFileSync(filename, text)
      return new (inNode(AWS).SharedIniFileCredentials)({ filename, profile: name })
    }

    test.for([
      [
        'comments',
        '# one\n; two\n[default] ; three\naws_access_key_id=id # four\naws_secret_access_key=secret ; five\n',
        ['id', 'secret', undefined],
      ],
      [
        'signs of comments within values',
        '[default]\naws_access_key_id=i#d\naws_secret_access_key=s;e=c/ret=\n',
        ['i#d', 's;e=c/ret=', undefined],
      ],
      [
        'white space and other line ends',
        '  [default]  \r\n\r\n  aws_access_key_id =  id  \r\n\taws_secret_access_key\t=\tsecret\r\n',
        ['id', 'secret', undefined],
      ],
      [
        'lines that say nothing',
        'stray = 1\n[default]\nnothing\n=x\nempty=\naws_access_key_id=id\naws_secret_access_key=secret',
        ['id', 'secret', undefined],
      ],
      [
        'a profile in two parts',
        '[default]\naws_access_key_id=id\n[x]\na=b\n[default]\naws_secret_access_key=secret',
        ['id', 'secret', undefined],
      ],
    ] as const)('reads a file with %s', ([, text, keys], { AWS, home }) => {
      const credentials = load(AWS, join(home, 'file'), text)
      expect(keysOf(credentials)).toEqual(keys)
      expect(credentials.expired).toBe(false)
    })

    test('takes the name of a profile to the letter', ({ AWS, home }) => {
      expect(load(AWS, join(home, 'file'), profile('profile other'), 'other').accessKeyId).toBe(undefined)
      expect(load(AWS, join(home, 'file'), profile('profile other', 'x'), 'profile other').accessKeyId).toBe('x-key')
    })

    test.for([
      ['a profile that is not there', profile('other'), 'Profile default not found'],
      ['a profile without members', '[default]\n', 'Profile default not found'],
      ['a profile without keys', '[default]\naws_access_key_id = id\n', 'Credentials not set for profile default'],
    ] as const)('fails for %s', async ([, text, message], { AWS, home }) => {
      const credentials = load(AWS, join(home, 'file'), text)
      const error = await credentials.getPromise().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'SharedIniFileCredentialsProviderFailure', message })
    })

    test('fails for a role that it may not assume, and tells no secret', async ({ AWS, home }) => {
      const filename = join(home, 'file')
      writeFileSync(filename, `${profile('default', 'hidden')}role_arn = arn:aws:iam::1:role/r\nsource_profile = default\n`)
      const credentials = new (inNode(AWS).SharedIniFileCredentials)({ filename, disableAssumeRole: true })
      const error = await credentials.getPromise().catch((thrown: Error) => thrown)
      expect(error).toMatchObject({ code: 'SharedIniFileCredentialsProviderFailure' })
      expect(String(error)).toMatch(/Role assumption profiles are disabled\. Failed to load profile default/)
      expect(String(error)).not.toMatch(/hidden/)
    })

    test('takes keys beside a role where they are preferred', ({ AWS, home }) => {
      const filename = join(home, 'file')
      writeFileSync(filename, `${profile('default')}role_arn = arn:aws:iam::1:role/r\n`)
      expect(new (inNode(AWS).SharedIniFileCredentials)({ filename, preferStaticCredentials: true }).accessKeyId).toBe('default-key')
    })

    test('fails as the system does where there is no file', async ({ AWS, home }) => {
      const credentials = new (inNode(AWS).SharedIniFileCredentials)({ filename: join(home, 'none') })
      const error = await credentials.getPromise().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'ENOENT' })
    })

    test('reads the file anew at each refresh', async ({ AWS, home }) => {
      const filename = join(home, 'file')
      const credentials = load(AWS, filename, profile('default'))
      writeFileSync(filename, profile('default', 'new'))
      await credentials.refreshPromise()
      expect(credentials.accessKeyId).toBe('new-key')
    })

    test('calls back when it has read', async ({ AWS, home }) => {
      writeFileSync(join(home, 'file'), profile('default'))
      const error = await new Promise((callback) => {
        ;new (inNode(AWS).SharedIniFileCredentials)({ filename: join(home, 'file'), callback })
      })
      expect(error == null).toBe(true)
    })
  })

  describe('TokenFileWebIdentityCredentials', () => {
    test('takes a role with the token that is in the file now', async ({ AWS, stub, home }) => {
      const file = join(home, 'token')
      vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', file)
      vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/r')
      const credentials = new (inNode(AWS).TokenFileWebIdentityCredentials)({ endpoint: stub.url, region: 'eu-central-1' })
      for (const token of ['first-token', 'second-token']) {
        writeFileSync(file, token)
        await credentials.refreshPromise()
      }
      const sent = stub.requestsOf('AssumeRoleWithWebIdentity').map(({ body }) => new URLSearchParams(String(body)))
      expect(sent.map((body) => body.get('WebIdentityToken'))).toEqual(['first-token', 'second-token'])
      expect(sent[0]?.get('RoleSessionName')).toBe('token-file-web-identity')
      expect(sent[0]?.get('RoleArn')).toBe('arn:aws:iam::123456789012:role/r')
      expect(credentials.needsRefresh()).toBe(false)
      expect(credentials.expireTime).toBeInstanceOf(Date)
      expect(credentials.data).toMatchObject({ Credentials: { AccessKeyId: credentials.accessKeyId } })
    })

    test('fails as the system does where the token is missing', async ({ AWS, home }) => {
      vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(home, 'none'))
      vi.stubEnv('AWS_ROLE_ARN', 'role')
      const error = await new (inNode(AWS).TokenFileWebIdentityCredentials)().getPromise().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'ENOENT' })
    })

    test('fails where nothing names a token', async ({ AWS, home }) => {
      writeFileSync(join(home, '.aws/credentials'), profile('other'))
      const error = await new (inNode(AWS).TokenFileWebIdentityCredentials)().getPromise().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'TokenFileWebIdentityCredentialsProviderFailure', message: 'Profile default not found' })
    })

    test('tries anew when the issuer could not be asked', ({ AWS }) => {
      const credentials = new (inNode(AWS).TokenFileWebIdentityCredentials)({ region: 'r' })
      credentials.createClients()
      const { service } = credentials
      const retryable = ['IDPCommunicationErrorException', 'InvalidIdentityToken', 'AccessDenied'].map((code) =>
        service?.retryableError(AWS.util.error(new Error(), { code })),
      )
      expect(retryable).toEqual([true, true, false])
    })

    test('makes its client once, with its own configuration', ({ AWS }) => {
      const credentials = new (inNode(AWS).TokenFileWebIdentityCredentials)({ region: 'r', httpOptions: { timeout: 1 } })
      expect(credentials.service).toBe(undefined)
      credentials.createClients()
      const { service } = credentials
      credentials.createClients()
      expect(credentials.service).toBe(service)
      expect(service?.config.httpOptions.timeout).toBe(1)
    })
  })
})

describe('CP-V2-11 the surroundings in Node, beyond the original,', () => {
  const test = testWith(ours)

  test('are asked in four steps', ({ AWS }) => {
    expect(AWS.CredentialProviderChain.defaultProviders).toHaveLength(4)
  })

  test('name the shared file by AWS_SHARED_CREDENTIALS_FILE alone', async ({ home }) => {
    writeFileSync(join(home, 'elsewhere'), profile('default'))
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'elsewhere'))
    expect((await ours.load()).config.credentials?.accessKeyId).toBe('default-key')
  })

  test('end with the token file', async ({ AWS, stub, home }) => {
    writeFileSync(join(home, 'token'), 'a-token')
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(home, 'token'))
    vi.stubEnv('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/r')
    AWS.config.update({ region: 'eu-central-1', sts: { endpoint: stub.url } })
    const credentials = await new AWS.CredentialProviderChain().resolvePromise()
    expect(credentials).toBeInstanceOf(inNode(AWS).TokenFileWebIdentityCredentials)
    expect(stub.requestsOf('AssumeRoleWithWebIdentity')).toHaveLength(1)
  })

  test('that hold nothing are the cause of what a signed call says', async ({ AWS }) => {
    const cognito = new AWS.CognitoIdentity({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:1' })
    const error = await cognito
      .listIdentityPools({ MaxResults: 1 })
      .promise()
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'CredentialsError',
      message: 'Missing credentials in config, if using AWS_CONFIG_FILE, set AWS_SDK_LOAD_CONFIG=1',
      originalError: { message: 'Could not load credentials from any providers', code: 'CredentialsError' },
    })
  })

  test('are kept as the keys once the chain has found them', async ({ AWS }) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    const cognito = new AWS.CognitoIdentity({ region: 'r', credentials: null })
    const found = await new Promise((resolve) => cognito.config.getCredentials((_error, credentials) => resolve(credentials)))
    expect(found).toBe(cognito.config.credentials)
    expect(cognito.config.credentials?.accessKeyId).toBe('id')
  })

  test('that programs may not see say nothing', async () => {
    const { env } = process
    const refused = new Proxy(env, {
      get(target, name) {
        if (String(name).startsWith('AWS')) throw new Error('Requires env access')
        return Reflect.get(target, name)
      },
    })
    Object.defineProperty(process, 'env', { configurable: true, writable: true, value: refused })
    try {
      const { config } = await ours.load()
      expect([config.credentials, config.region, config.logger, config.useFipsEndpoint]).toEqual([null, undefined, null, false])
    } finally {
      Object.defineProperty(process, 'env', { configurable: true, writable: true, value: env })
    }
  })

  test('turn FIPS on', async () => {
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true')
    const AWS = await ours.load()
    expect(new AWS.CognitoIdentity({ region: 'us-east-1' }).endpoint.hostname).toBe('cognito-identity-fips.us-east-1.amazonaws.com')
  })

  test('bring the same names as the other entry', async ({ AWS }) => {
    const [node, portable] = await Promise.all([import('../../src/v2.node.ts'), import('../../src/v2.ts')])
    expect(Object.keys(node).sort()).toEqual(Object.keys(portable).sort())
    expect(node.default).toBe(node.AWS)
    expect(AWS.HttpClient).toBe(inNode(AWS).NodeHttpClient)
  })
})
