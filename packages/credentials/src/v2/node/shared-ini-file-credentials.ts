import { AWS } from '../aws.ts'
import type { SharedIniFileCredentials, SharedIniFileCredentialsClass, SharedIniFileCredentialsOptions } from '../credentials-types.ts'
import type { AWSError } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import { currentProfile, readProfiles } from './read-profiles.ts'

/**
 * The keys of a profile in the shared credentials file, read when it is made, and anew at each refresh. Roles that a profile is to assume
 * are refused: AssumeRole is no part of this package.
 */
export function defineSharedIniFileCredentials(): SharedIniFileCredentialsClass {
  return inherit<SharedIniFileCredentialsClass>(AWS.Credentials, {
    constructor: function SharedIniFileCredentials(options: SharedIniFileCredentialsOptions = {}) {
      Reflect.apply(AWS.Credentials, this, [])
      this.filename = options.filename
      this.profile = options.profile || currentProfile()
      this.disableAssumeRole = Boolean(options.disableAssumeRole)
      this.preferStaticCredentials = Boolean(options.preferStaticCredentials)
      this.tokenCodeFn = options.tokenCodeFn || null
      this.httpOptions = options.httpOptions || null
      this.get(options.callback || AWS.util.fn.noop)
    },

    load(callback) {
      let error: AWSError | undefined
      try {
        takeKeys(this)
        this.expired = false
      } catch (thrown) {
        // The system's or ours.
        error = thrown as AWSError
      }
      callback(error)
    },

    refresh(
      callback = (error) => {
        if (error) throw error
      },
    ) {
      this.coalesceRefresh(callback, this.disableAssumeRole)
    },
  })
}

function takeKeys(credentials: SharedIniFileCredentials): void {
  const { filename, profile: name, preferStaticCredentials } = credentials
  const profile = readProfiles(filename).get(name)
  if (!profile) throw failure(`Profile ${name} not found`)
  const [accessKeyId, secretAccessKey] = [profile.get('aws_access_key_id'), profile.get('aws_secret_access_key')]
  if (profile.get('role_arn') && !(preferStaticCredentials && accessKeyId && secretAccessKey)) {
    throw failure(`Role assumption profiles are disabled. Failed to load profile ${name}`)
  }
  Object.assign(credentials, { accessKeyId, secretAccessKey, sessionToken: profile.get('aws_session_token') })
  if (!accessKeyId || !secretAccessKey) throw failure(`Credentials not set for profile ${name}`)
}

function failure(message: string): AWSError {
  return AWS.util.error(new Error(message), { code: 'SharedIniFileCredentialsProviderFailure' })
}
