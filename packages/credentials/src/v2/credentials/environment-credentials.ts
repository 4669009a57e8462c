import { AWS } from '../aws.ts'
import type { Credentials as CredentialsObject } from '../config-types.ts'
import type { AWSError, ClassOf } from '../executor-types.ts'
import { inherit } from '../inherit.ts'
import { Credentials } from './credentials.ts'
import { raise } from './raise.ts'

type EnvironmentCredentialsClass = ClassOf<CredentialsObject & { envPrefix: string | undefined }, [prefix: string]>

/**
 * The keys in the process's environment: `AWS.EnvironmentCredentials`. With the prefix `AWS` they are `AWS_ACCESS_KEY_ID`,
 * `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; without one the names are the same without `AWS_`. They are read when the object is
 * made and by each refresh, which fails with `EnvironmentCredentialsProviderFailure` where one of the first two is missing.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/EnvironmentCredentials.html
 */
export const EnvironmentCredentials: EnvironmentCredentialsClass = inherit<EnvironmentCredentialsClass>(Credentials, {
  constructor: function EnvironmentCredentials(prefix?: string) {
    AWS.Credentials.call(this)
    this.envPrefix = prefix
    // A failure is for those who ask for the keys.
    this.get(() => {})
  },

  refresh(callback = raise) {
    // Looked up each time: the environment may be another object by now, and browsers have none.
    const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env
    if (!environment) return callback(failure('No process info or environment variables available'))

    const prefix = this.envPrefix ? `${this.envPrefix}_` : ''
    const variable = (name: string) => environment[prefix + name]
    const missing = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'].find((name) => !variable(name))
    if (missing) return callback(failure(`Variable ${prefix}${missing} not set.`))

    AWS.Credentials.call(this, {
      // These two are there.
      accessKeyId: variable('ACCESS_KEY_ID') as string,
      secretAccessKey: variable('SECRET_ACCESS_KEY') as string,
      sessionToken: variable('SESSION_TOKEN'),
    })
    callback()
  },
})

function failure(message: string): AWSError {
  return AWS.util.error(new Error(message), { code: 'EnvironmentCredentialsProviderFailure' })
}
