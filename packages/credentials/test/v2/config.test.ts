import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { implementations, testOf } from './both.ts'

const keys = { accessKeyId: 'akid', secretAccessKey: 'secret', sessionToken: 'session' }

describe.each(implementations)('Config of $name', (implementation) => {
  const test = testOf(implementation)

  describe('A4.14 defaults', () => {
    test('are those of the SDK', ({ browser: { AWS } }) => {
      const { strictV2: _, token: _token, ...options } = { ...new AWS.Config() } as Record<string, unknown>
      expect(options).toMatchObject({
        logger: null,
        apiVersions: {},
        apiVersion: null,
        httpOptions: { timeout: 120_000 },
        maxRedirects: 10,
        paramValidation: true,
        sslEnabled: true,
        s3ForcePathStyle: false,
        s3BucketEndpoint: false,
        s3DisableBodySigning: true,
        s3UsEast1RegionalEndpoint: 'legacy',
        computeChecksums: true,
        convertResponseTypes: true,
        correctClockSkew: false,
        customUserAgent: null,
        dynamoDbCrc32: true,
        systemClockOffset: 0,
        signatureVersion: null,
        signatureCache: true,
        retryDelayOptions: {},
        useAccelerateEndpoint: false,
        clientSideMonitoring: false,
        endpointCacheSize: 1000,
        hostPrefixEnabled: true,
        stsRegionalEndpoints: 'legacy',
        useFipsEndpoint: false,
        useDualstackEndpoint: false,
      })
      for (const name of ['maxRetries', 'endpoint', 's3UseArnRegion', 'endpointDiscoveryEnabled']) {
        expect(options).toHaveProperty(name, undefined)
      }
    })

    test('give no credentials where there are none', ({ AWS }) => {
      vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
      vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere')
      expect(new AWS.Config().credentials).toBeNull()
    })
  })

  describe('CP-V2-8 options', () => {
    test('are taken by the constructor, if they are known', ({ AWS }) => {
      const config = new AWS.Config({ region: 'eu-west-1', maxRetries: 7, ...{ nope: true } })
      expect(config).toMatchObject({ region: 'eu-west-1', maxRetries: 7 })
      expect(config).not.toHaveProperty('nope')
    })

    test('are taken by update, if they are known', ({ AWS }) => {
      const config = new AWS.Config()
      config.update({ region: 'eu-west-1', ...{ nope: true, toString: 1, constructor: 2 } })
      expect(config.region).toBe('eu-west-1')
      expect(Object.keys(config)).not.toContain('nope')
      expect(Object.keys(config)).not.toContain('toString')
      expect(config).toBeInstanceOf(AWS.Config)
    })

    test('are taken by update under any name when asked to', ({ AWS }) => {
      const config = new AWS.Config()
      config.update({ nope: 1 }, true)
      expect(config).toHaveProperty('nope', 1)
    })

    test('of a service are taken by update', ({ AWS }) => {
      AWS.config.update({ cognitoidentity: { region: 'a' }, sts: { region: 'b' }, ...{ nothing: {} } })
      expect(AWS.config).toMatchObject({ cognitoidentity: { region: 'a' }, sts: { region: 'b' } })
      expect(AWS.config).not.toHaveProperty('nothing')
    })

    test('of HTTP are merged, and leave the defaults alone', ({ AWS }) => {
      const config = new AWS.Config()
      config.update({ httpOptions: { xhrWithCredentials: true } })
      config.update({ httpOptions: { timeout: 1 } })
      expect(config.httpOptions).toEqual({ timeout: 1, xhrWithCredentials: true })
      expect(new AWS.Config().httpOptions).toEqual({ timeout: 120_000 })
    })

    test('return to their defaults when set to undefined', ({ AWS }) => {
      const config = new AWS.Config({ maxRedirects: 1, correctClockSkew: true })
      config.update({ maxRedirects: undefined })
      config.set('correctClockSkew', undefined)
      config.set('mine', undefined, () => 'made')
      expect(config).toMatchObject({ maxRedirects: 10, correctClockSkew: false, mine: 'made' })
    })

    test('keys become credentials', ({ AWS }) => {
      const config = new AWS.Config()
      config.update(keys)
      expect(config.credentials).toBeInstanceOf(AWS.Credentials)
      expect(config.credentials?.secretAccessKey).toBe('secret')
      expect(config).not.toHaveProperty('accessKeyId')
      expect(Object.keys(keys)).toHaveLength(3)
    })

    test('one key alone does not', ({ AWS }) => {
      const config = new AWS.Config({ credentials: null })
      config.update({ accessKeyId: 'akid' })
      expect(config.credentials).toBeNull()
    })

    test('are gone after clear', ({ AWS }) => {
      const config = new AWS.Config({ region: 'x', credentials: new AWS.Credentials('a', 'b') })
      config.update({ mine: 1 }, true)
      config.clear()
      expect(config.region).toBeUndefined()
      expect(Object.keys(config).sort()).toEqual(['credentialProvider', 'credentials', 'mine'])
    })

    test('under the name of the prototype change no prototype', ({ AWS }) => {
      const config = new AWS.Config()
      config.update(JSON.parse('{"__proto__":{"polluted":true}}'), false)
      expect(config).not.toHaveProperty('polluted')
      expect({}).not.toHaveProperty('polluted')
    })
  })

  describe('loadFromPath', () => {
    test('takes the options of a file in place of its own', ({ AWS }) => {
      const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'config.json')
      writeFileSync(path, JSON.stringify({ accessKeyId: 'akid', secretAccessKey: 'secret', region: 'from-file', nope: 1 }))
      const config = new AWS.Config({ region: 'former', maxRetries: 7 })
      expect(config.loadFromPath(path)).toBe(config)
      expect(config).toMatchObject({ region: 'from-file', maxRedirects: 10 })
      expect(config.maxRetries).toBeUndefined()
      expect(config.credentials?.accessKeyId).toBe('akid')
      expect(config).not.toHaveProperty('nope')
    })

    test('fails where there is no file', ({ AWS }) => {
      expect(() => new AWS.Config().loadFromPath('/nowhere/config.json')).toThrow('ENOENT')
    })
  })

  describe('getCredentials', () => {
    const ask = (config: InstanceType<AwsNamespace['Config']>) =>
      new Promise<unknown[]>((resolve) => config.getCredentials((...values) => resolve(values)))

    test('hands back credentials that are there, at once', ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      const answer = vi.fn()
      new AWS.Config({ credentials }).getCredentials(answer)
      expect(answer.mock.calls).toEqual([[undefined, credentials]])
      expect(answer.mock.calls[0]?.[1]).toBe(credentials)
    })

    test('hands on what credentials say that have nothing to complain of', async ({ AWS }) => {
      const credentials = new AWS.Credentials()
      credentials.refresh = (done) => Reflect.apply(done ?? vi.fn(), undefined, [null])
      expect((await ask(new AWS.Config({ credentials })))[0]).toBeNull()
    })

    test('takes a plain object with keys', async ({ AWS }) => {
      expect(await ask(new AWS.Config({ credentials: keys }))).toEqual([null, keys])
    })

    test('refuses a plain object without keys', async ({ AWS }) => {
      const [error, none] = await ask(new AWS.Config({ credentials: { accessKeyId: 'a', secretAccessKey: '' } }))
      expect(error).toMatchObject({ code: 'CredentialsError', name: 'CredentialsError', message: 'Missing credentials' })
      expect(none).toBeNull()
    })

    test('says which credentials failed, and keeps what they said', async ({ AWS }) => {
      const credentials = new AWS.Credentials()
      credentials.refresh = (done) => done?.(AWS.util.error(new Error('no luck'), { code: 'Luck', extra: 1 }))
      const [error] = await ask(new AWS.Config({ credentials }))
      expect(error).toMatchObject({
        code: 'CredentialsError',
        message: 'Could not load credentials from Credentials',
        originalError: { message: 'no luck', code: 'Luck', extra: 1 },
      })
    })

    test('keeps what the chain found', async ({ AWS }) => {
      const credentials = new AWS.Credentials(keys)
      const config = new AWS.Config({ credentials: null, credentialProvider: new AWS.CredentialProviderChain([() => credentials]) })
      expect((await ask(config))[1]).toBe(credentials)
      expect(config.credentials).toBe(credentials)
    })

    test('says that no provider of the chain had any', async ({ AWS }) => {
      const config = new AWS.Config({ credentials: null, credentialProvider: new AWS.CredentialProviderChain([]) })
      const [error, none] = await ask(config)
      expect(error).toMatchObject({
        code: 'CredentialsError',
        message: 'Could not load credentials from any providers',
        originalError: { message: 'No providers' },
      })
      expect(none).toBeNull()
    })

    test('says that there is nothing to load', async ({ AWS }) => {
      const [error] = await ask(new AWS.Config({ credentials: null, credentialProvider: null }))
      expect(error).toMatchObject({ code: 'CredentialsError', message: 'No credentials to load' })
      expect(error).not.toHaveProperty('originalError')
    })
  })

  describe('CP-V2-15 promises', () => {
    class Own<T> extends Promise<T> {}

    test('are made with the class that is set', ({ AWS }) => {
      AWS.config.setPromisesDependency(Own)
      expect(AWS.config.getPromisesDependency()).toBe(Own)
      expect(new AWS.Credentials(keys).getPromise()).toBeInstanceOf(Own)
      expect(new AWS.CredentialProviderChain([() => new AWS.Credentials(keys)]).resolvePromise()).toBeInstanceOf(Own)
    })

    test('are taken away by anything that is no class, and come back with null', ({ AWS }) => {
      AWS.config.setPromisesDependency(false)
      expect(new AWS.Credentials(keys).getPromise).toBeUndefined()
      expect(AWS.Request.prototype.promise).toBeUndefined()
      AWS.config.setPromisesDependency(null)
      expect(new AWS.Credentials(keys).getPromise()).toBeInstanceOf(Promise)
    })

    test('are made with the class that is set when they are added again', ({ AWS }) => {
      AWS.config.setPromisesDependency(Own)
      AWS.Credentials.deletePromisesFromClass()
      AWS.util.addPromises(AWS.Credentials)
      expect(new AWS.Credentials(keys).getPromise()).toBeInstanceOf(Own)
    })
  })

  describe('A4.17 a service', () => {
    test('takes the global options, over them those of the service, over them its own', ({ AWS }) => {
      AWS.config.update({ region: 'global', maxRetries: 1, maxRedirects: 1 })
      AWS.config.cognitoidentity = { region: 'service', maxRetries: 2 }
      const { config } = new AWS.CognitoIdentity({ region: 'own' })
      expect(config).toMatchObject({ region: 'own', maxRetries: 2, maxRedirects: 1 })
    })

    test('sees no credentials that are set after it was made', ({ AWS }) => {
      AWS.config.credentials = new AWS.Credentials('first', 'b')
      const earlier = new AWS.CognitoIdentity({ region: 'x' })
      AWS.config.credentials = new AWS.Credentials('second', 'b')
      expect(earlier.config.credentials?.accessKeyId).toBe('first')
      expect(new AWS.CognitoIdentity({ region: 'x' }).config.credentials?.accessKeyId).toBe('second')
    })

    test('takes the global configuration that is there when it is made', ({ AWS }) => {
      AWS.config = new AWS.Config({ region: 'replaced' })
      expect(new AWS.CognitoIdentity().config.region).toBe('replaced')
    })

    test('makes credentials of its own keys, which it keeps as well', ({ AWS }) => {
      const { config } = new AWS.CognitoIdentity({ region: 'x', ...keys })
      expect(config.credentials).toBeInstanceOf(AWS.Credentials)
      expect(config).toMatchObject({ accessKeyId: 'akid' })
    })

    test('CP-V2-6 holds the very params that it was given', ({ AWS }) => {
      const params = { IdentityPoolId: 'x' }
      expect(new AWS.CognitoIdentity({ region: 'x', params }).config.params).toBe(params)
    })

    test('shows every option', ({ AWS }) => {
      const options = { s3ForcePathStyle: true, computeChecksums: false, dynamoDbCrc32: false, endpointCacheSize: 1, mine: 1 }
      expect(new AWS.CognitoIdentity({ region: 'x', ...options }).config).toMatchObject(options)
    })
  })
})
