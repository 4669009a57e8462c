import { readFileSync } from 'node:fs'
import { AWS } from '../aws.ts'
import type { ConfigurationOptions } from '../config-types.ts'
import type { TokenFileWebIdentityCredentialsClass } from '../credentials-types.ts'
import type { AWSError } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import { environment } from './environment.ts'
import { currentProfile, readProfiles } from './read-profiles.ts'

/**
 * The credentials of a role for the token in a file, as in a Kubernetes pod: `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` and
 * `AWS_ROLE_SESSION_NAME`, else the profile's `web_identity_token_file`, `role_arn` and `role_session_name`. The file is read at each
 * refresh, since its token is replaced before it ends.
 */
export function defineTokenFileWebIdentityCredentials(): TokenFileWebIdentityCredentialsClass {
  return inherit<TokenFileWebIdentityCredentialsClass>(AWS.Credentials, {
    constructor: function TokenFileWebIdentityCredentials(clientConfig?: ConfigurationOptions) {
      Reflect.apply(AWS.Credentials, this, [])
      this.data = null
      this.clientConfig = AWS.util.copy(clientConfig || {})
    },

    refresh(
      callback = (error) => {
        if (error) throw error
      },
    ) {
      this.coalesceRefresh(callback)
    },

    load(callback) {
      try {
        const { file, RoleArn, RoleSessionName } = sourceOf()
        const WebIdentityToken = readFileSync(file, 'ascii').trim()
        this.createClients()
        this.service?.assumeRoleWithWebIdentity({ WebIdentityToken, RoleArn, RoleSessionName }, (error, data) => {
          this.data = error ? null : data
          if (!error) this.service?.credentialsFrom(data, this)
          callback(error ?? undefined)
        })
      } catch (error) {
        // The system's or ours.
        callback(error as AWSError)
      }
    },

    createClients() {
      if (this.service) return
      const service = new AWS.STS(AWS.util.merge({}, this.clientConfig))
      service.retryableError = function (error) {
        const passes = error.code === 'IDPCommunicationErrorException' || error.code === 'InvalidIdentityToken'
        return passes || AWS.Service.prototype.retryableError.call(this, error)
      }
      this.service = service
    },
  })
}

interface Source {
  readonly file: string
  readonly RoleArn: string
  readonly RoleSessionName: string
}

function sourceOf(): Source {
  const named = (file: string | undefined, RoleArn: string | undefined, name: string | undefined): Source | undefined =>
    file && RoleArn ? { file, RoleArn, RoleSessionName: name || 'token-file-web-identity' } : undefined
  const given = named(environment('AWS_WEB_IDENTITY_TOKEN_FILE'), environment('AWS_ROLE_ARN'), environment('AWS_ROLE_SESSION_NAME'))
  if (given) return given

  const profile = readProfiles().get(currentProfile())
  if (!profile) throw failure(`Profile ${currentProfile()} not found`)
  const configured = named(profile.get('web_identity_token_file'), profile.get('role_arn'), profile.get('role_session_name'))
  if (!configured) throw failure(`Web identity not set for profile ${currentProfile()}`)
  return configured
}

function failure(message: string): AWSError {
  return AWS.util.error(new Error(message), { code: 'TokenFileWebIdentityCredentialsProviderFailure' })
}
