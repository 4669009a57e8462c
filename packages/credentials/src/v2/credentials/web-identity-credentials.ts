import { AWS } from '../aws.ts'
import type { ConfigurationOptions } from '../config-types.ts'
import type { WebIdentityCredentialsClass, WebIdentityCredentialsOptions } from '../credentials-types.ts'
import { inherit } from '../inherit.ts'
import type { STS } from '../sts-types.ts'
import { copyOptions } from './copy-options.ts'
import { Credentials } from './credentials.ts'
import { paramsOf } from './params-of.ts'
import { raise } from './raise.ts'

/**
 * The keys that STS gives for a role and the token of a login: `AWS.WebIdentityCredentials`. `params` is sent with each refresh, as it is
 * by then, so that a new `WebIdentityToken` is set there.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/WebIdentityCredentials.html
 */
export const WebIdentityCredentials: WebIdentityCredentialsClass = inherit<WebIdentityCredentialsClass>(Credentials, {
  constructor: function WebIdentityCredentials(params?: WebIdentityCredentialsOptions, clientConfig?: ConfigurationOptions) {
    AWS.Credentials.call(this)
    this.expired = true
    this.params = paramsOf(params)
    // Not assigned, which would throw where `strictV2` keeps a frozen object.
    Reflect.set(this.params, 'RoleSessionName', this.params.RoleSessionName || 'web-identity')
    this.data = null
    this._clientConfig = copyOptions(clientConfig)
  },

  refresh(callback) {
    this.coalesceRefresh(callback ?? raise)
  },

  load(callback) {
    this.createClients()
    // `createClients` made it.
    const service = this.service as STS
    service.assumeRoleWithWebIdentity((error, data) => {
      this.data = error ? null : data
      if (!error) service.credentialsFrom(data, this)
      callback(error)
    })
  },

  createClients() {
    this.service ??= new AWS.STS({ ...this._clientConfig, params: this.params })
  },
})
