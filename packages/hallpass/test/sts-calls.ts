import { AssumeRoleWithWebIdentityCommand, type AssumeRoleWithWebIdentityRequest, type Credentials, STSClient } from '@aws-sdk/client-sts'
import type { ServeOptions } from '../src/server/serve-options.ts'
import { type Hallpass, region, startHallpass } from './hallpass.ts'

/** `AssumeRoleWithWebIdentity` by a client without credentials, as session `web`. */
export function assume({ url }: Hallpass, request: Partial<AssumeRoleWithWebIdentityRequest>) {
  const client = new STSClient({ endpoint: url, region, maxAttempts: 1 })
  const command = { RoleArn: undefined, RoleSessionName: 'web', WebIdentityToken: undefined, ...request }
  return client.send(new AssumeRoleWithWebIdentityCommand(command))
}

/**
 * A client that signs with these credentials.
 * @param ahead how far its clock is ahead, milliseconds
 */
export function stsAs({ url }: Hallpass, credentials: Partial<Credentials> | undefined, ahead = 0): STSClient {
  return new STSClient({ endpoint: url, region, maxAttempts: 1, credentials: sdkCredentials(credentials), systemClockOffset: ahead })
}

/** Credentials of the wire, in the SDK's form. */
export function sdkCredentials({ AccessKeyId = '', SecretAccessKey = '', SessionToken }: Partial<Credentials> = {}) {
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(SessionToken !== undefined && { sessionToken: SessionToken }) }
}

/** Posts a form to STS, unsigned. */
export function postForm(hallpass: Hallpass, parameters: Record<string, string>, headers: Record<string, string> = {}) {
  return postText(hallpass, new URLSearchParams({ Version: '2011-06-15', ...parameters }).toString(), headers)
}

export async function postText({ url }: Hallpass, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

/** A server that no other test sees, for those that move its clock or have it stand still. */
export async function withOwnServer(use: (hallpass: Hallpass) => Promise<void>, options: Partial<ServeOptions> = {}): Promise<void> {
  const hallpass = await startHallpass(options)
  try {
    await use(hallpass)
  } finally {
    await hallpass.close()
  }
}
