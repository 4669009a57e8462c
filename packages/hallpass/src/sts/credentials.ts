import type { Credentials } from '../session/credentials.ts'

/** Credentials as answers have them. */
export function writeCredentials({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Credentials) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiresAt * 1000),
  }
}
