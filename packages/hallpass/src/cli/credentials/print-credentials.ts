import type { CredentialOptions } from './credential-options.ts'
import { getCredentials } from './get-credentials.ts'
import type { IdentityCredentials } from './identity-service.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * The credentials of these options as a program of `credential_process` prints them.
 * @throws {CredentialFailure}
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function printedCredentials(options: CredentialOptions, surroundings: Surroundings): Promise<string> {
  return `${JSON.stringify(processCredentials(await getCredentials(options, surroundings)))}\n`
}

function processCredentials({ accessKeyId, secretAccessKey, sessionToken, expiration }: IdentityCredentials): object {
  return {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    // To the second, as in AWS's examples.
    Expiration: new Date(Math.floor(expiration) * 1000).toISOString().replace('.000Z', 'Z'),
  }
}
