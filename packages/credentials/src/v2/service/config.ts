import { AWS } from '../aws.ts'
import type { ConfigClass, ConfigurationOptions, CredentialsOptions } from '../config-types.ts'
import type { AWSError } from '../executor-types.ts'
import { inherit } from '../inherit.ts'

/** What promises are made with, of all configurations together. */
let promises: unknown

/**
 * The options of services: `AWS.config` those of all, `service.config` those of one.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Config.html
 */
export const Config: ConfigClass = inherit<ConfigClass>({
  constructor: function Config(options: ConfigurationOptions = {}) {
    const given = this.extractCredentials(options)
    AWS.util.each(this.keys, (key, value) => this.set(key, Reflect.get(given, key), value))
  },

  getCredentials(callback) {
    // Without a failure, whatever the credentials called back with: null, or nothing, which the declared types of the SDK do not say.
    const finish = (error?: AWSError | null) => callback(error as AWSError | null, error ? null : this.credentials)
    const { credentials, credentialProvider } = this

    if (credentials && typeof credentials.get === 'function') {
      credentials.get((error) => {
        finish(error && credentialsError(`Could not load credentials from ${credentials.constructor.name}`, error))
      })
    } else if (credentials) {
      finish(credentials.accessKeyId && credentials.secretAccessKey ? null : credentialsError('Missing credentials'))
    } else if (credentialProvider) {
      credentialProvider.resolve((error, resolved) => {
        this.credentials = resolved
        finish(error && credentialsError('Could not load credentials from any providers', error))
      })
    } else {
      finish(credentialsError('No credentials to load'))
    }
  },

  update(options, allowUnknownKeys = false) {
    AWS.util.each(this.extractCredentials(options), (key, value) => {
      if (allowUnknownKeys || Object.hasOwn(this.keys, key) || AWS.Service.hasService(key)) this.set(key, value)
    })
  },

  clear() {
    for (const key of Object.keys(this.keys)) Reflect.deleteProperty(this, key)
    this.set('credentials', undefined)
    this.set('credentialProvider', undefined)
  },

  set(property, value, defaultValue) {
    if (property === '__proto__') return
    if (value === undefined) {
      const standard = defaultValue ?? (Object.hasOwn(this.keys, property) ? this.keys[property] : undefined)
      Reflect.set(this, property, typeof standard === 'function' ? standard.call(this) : standard)
    } else {
      const merges = property === 'httpOptions' && this.httpOptions
      Reflect.set(this, property, merges ? AWS.util.merge(this.httpOptions, value) : value)
    }
  },

  extractCredentials(options) {
    if (!options.accessKeyId || !options.secretAccessKey) return options
    const extracted = AWS.util.copy(options)
    // It has the keys: they were just asked for.
    return { ...extracted, credentials: new AWS.Credentials(extracted as CredentialsOptions) }
  },

  setPromisesDependency(dependency) {
    promises = dependency === null ? Promise : dependency
    AWS.util.addPromises([AWS.Request, AWS.Credentials, AWS.CredentialProviderChain], promises)
  },

  getPromisesDependency: () => promises,

  /** The defaults; those that are functions are called when they are needed. */
  keys: {
    credentials: null,
    credentialProvider: null,
    region: null,
    logger: null,
    apiVersions: {},
    apiVersion: null,
    endpoint: undefined,
    httpOptions: { timeout: 120_000 },
    maxRetries: undefined,
    maxRedirects: 10,
    paramValidation: true,
    sslEnabled: true,
    s3ForcePathStyle: false,
    s3BucketEndpoint: false,
    s3DisableBodySigning: true,
    s3UsEast1RegionalEndpoint: 'legacy',
    s3UseArnRegion: undefined,
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
    endpointDiscoveryEnabled: undefined,
    endpointCacheSize: 1000,
    hostPrefixEnabled: true,
    stsRegionalEndpoints: 'legacy',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    insecure: false,
    strictV2: false,
  },
})

function credentialsError(message: string, cause: Error = new Error()): AWSError {
  return AWS.util.error(cause, { code: 'CredentialsError', message, name: 'CredentialsError' })
}
