import { type AccessKey, CreateAccessKeyCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam'
import type { Hallpass } from './hallpass.ts'
import { whole } from './iam-entities.ts'

/** A new access key of this user, or of the caller. */
export async function createKey({ iam }: Pick<Hallpass, 'iam'>, UserName?: string): Promise<AccessKey> {
  return whole((await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey)
}

export async function listKeys({ iam }: Pick<Hallpass, 'iam'>, UserName?: string) {
  return whole((await iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata)
}
