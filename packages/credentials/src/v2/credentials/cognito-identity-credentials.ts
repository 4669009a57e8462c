import { AWS } from '../aws.ts'
import type { CognitoIdentity } from '../cognito-identity-types.ts'
import type { ConfigurationOptions } from '../config-types.ts'
import type {
  CognitoIdentityCredentialsClass,
  CognitoIdentityCredentialsOptions,
  CognitoIdentityCredentials as Identity,
  WebIdentityCredentials,
} from '../credentials-types.ts'
import type { AWSError } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import type { STS } from '../sts-types.ts'
import { acceptAnyCase } from './accept-any-case.ts'
import { copyOptions } from './copy-options.ts'
import { Credentials } from './credentials.ts'
import { identityIdCache, learnId } from './identity-id-cache.ts'
import { paramsOf } from './params-of.ts'
import { raise } from './raise.ts'

/**
 * The keys of an identity of a pool: `AWS.CognitoIdentityCredentials`. `params` is sent with each refresh, as it is by then, so that a
 * login is set in `params.Logins`. With `params.RoleArn` the keys are those of that role, by way of an OpenID token and STS. In browsers
 * the identity's id is kept in `localStorage`.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/CognitoIdentityCredentials.html
 */
export const CognitoIdentityCredentials: CognitoIdentityCredentialsClass = inherit<CognitoIdentityCredentialsClass>(Credentials, {
  ...identityIdCache,

  constructor: function CognitoIdentityCredentials(params?: CognitoIdentityCredentialsOptions, clientConfig?: ConfigurationOptions) {
    AWS.Credentials.call(this)
    AWS.util.hideProperties(this, ['_learnedId'])
    this.expired = true
    this.params = paramsOf(params)
    acceptAnyCase(this.params)
    this.data = null
    this._identityId = null
    this._clientConfig = copyOptions(clientConfig)
    this.loadCachedId()
    Object.defineProperty(this, 'identityId', {
      configurable: true,
      get: () => {
        this.loadCachedId()
        return this._identityId || this.params.IdentityId
      },
      set: (identityId) => {
        this._identityId = identityId
      },
    })
  },

  refresh(callback) {
    this.coalesceRefresh(callback ?? raise)
  },

  load(callback) {
    const { IdentityId } = this.params
    const replaceable = IdentityId && IdentityId === this._learnedId && !AWS.config.strictV2
    this.createClients()
    this.data = null
    this._identityId = null
    exchange(this, (error) => {
      // The id is gone by now where the service refused it: an identity that was deleted, or belongs to somebody else.
      if (error && replaceable && !this.params.IdentityId) exchange(this, callback)
      else callback(error)
    })
  },

  createClients() {
    const { params, _clientConfig: config } = this
    this.webIdentityCredentials ||= new AWS.WebIdentityCredentials(params, config)
    // The object itself, with whatever members it has: each call takes from it those that its operation knows.
    this.cognito ||= new AWS.CognitoIdentity({ ...config, params: params as Record<string, unknown> })
    this.sts ||= new AWS.STS(config)
  },

  getId(callback) {
    const { IdentityId } = this.params
    if (typeof IdentityId === 'string') return callback(null, IdentityId)
    clients(this).cognito.getId((error, data) => {
      if (error || !data.IdentityId) return callback(error)
      learnId(this, data.IdentityId)
      callback(null, data.IdentityId)
    })
  },

  getCredentialsForIdentity(callback) {
    clients(this).cognito.getCredentialsForIdentity((error, data) => {
      if (error) {
        this.clearIdOnNotAuthorized(error)
      } else {
        this.cacheId(data)
        // The answer itself, with whatever members it has.
        this.data = data as Identity['data']
        this.loadCredentials(data, this)
      }
      callback(error)
    })
  },

  getCredentialsFromSTS(callback) {
    const { cognito, sts, webIdentityCredentials } = clients(this)
    cognito.getOpenIdToken((error, answer) => {
      if (error) {
        this.clearIdOnNotAuthorized(error)
        return callback(error)
      }
      learnId(this, answer.IdentityId)
      Reflect.set(this.params, 'WebIdentityToken', answer.Token)
      webIdentityCredentials.refresh((refused) => {
        if (!refused) {
          // Kept only now: a refresh that fails keeps nothing.
          this.cacheId(answer)
          this.data = webIdentityCredentials.data as Identity['data']
          sts.credentialsFrom(webIdentityCredentials.data, this)
        }
        callback(refused)
      })
    })
  },

  loadCredentials(data, credentials) {
    if (!data || !credentials) return
    const { AccessKeyId, SecretKey, SessionToken, Expiration } = data.Credentials ?? {}
    Object.assign(credentials, {
      expired: false,
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretKey,
      sessionToken: SessionToken,
      expireTime: Expiration,
    })
  },
})

/** One way from the parameters to the keys: with the identity's id, which is asked for where nobody knows it. */
function exchange(credentials: Identity, callback: (error?: AWSError) => void): void {
  credentials.getId((error) => {
    if (error) {
      credentials.clearIdOnNotAuthorized(error)
      callback(error)
    } else if (credentials.params.RoleArn) {
      credentials.getCredentialsFromSTS(callback)
    } else {
      credentials.getCredentialsForIdentity(callback)
    }
  })
}

type Clients = { cognito: CognitoIdentity; sts: STS; webIdentityCredentials: WebIdentityCredentials }
function clients(credentials: Identity): Clients {
  // `createClients` made them.
  return credentials as Clients
}
