import { parseArn } from './arn.ts'

/**
 * Whether this is the ARN of a role of the account, its path and name included; that there is such a role is another matter.
 * Source: IAM API reference, "CreateRole".
 */
export function isRoleArn(text: string, accountId: string): boolean {
  const { partition, service, region, accountId: owner, resource = '' } = parseArn(text) ?? {}
  const isOwn = partition === 'aws' && service === 'iam' && region === '' && owner === accountId
  return isOwn && /^role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(resource)
}
