import { readFileSync } from 'node:fs'
import { createFlight } from '../transport/flight.ts'
import type { Provider } from './CognitoIdentityCredentials.ts'
import { CredentialsProviderError } from './errors.ts'
import type { FromTokenFileInit } from './FromTokenFileInit.ts'
import { fromWebToken } from './fromWebToken.ts'

export type { FromTokenFileInit }

/**
 * Credentials of a role for the token in a file, as in a Kubernetes pod: `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` and
 * `AWS_ROLE_SESSION_NAME` say what is not given. The file is read at each flight, since its token is replaced before it ends.
 * @returns a provider, which rejects as that of `fromWebToken` does, with `CredentialsProviderError` where no file or role is known, and
 *   with what reading the file threw
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/access-assume-role-web.html
 */
export function fromTokenFile(init: FromTokenFileInit = {}): Provider {
  const flight = createFlight<Awaited<ReturnType<Provider>>>()
  return (options = {}) =>
    flight.run(async (signal) => {
      const { env } = process
      const file = init.webIdentityTokenFile ?? env['AWS_WEB_IDENTITY_TOKEN_FILE']
      const roleArn = init.roleArn ?? env['AWS_ROLE_ARN']
      const roleSessionName = init.roleSessionName ?? env['AWS_ROLE_SESSION_NAME']
      if (!file || !roleArn) throw new CredentialsProviderError('Web identity configuration not specified', { tryNextLink: true })
      const webIdentityToken = readFileSync(file, { encoding: 'ascii' }).trim()
      return fromWebToken({ ...init, webIdentityToken, roleArn, roleSessionName })({ ...options, signal })
    }, options.signal)
}
