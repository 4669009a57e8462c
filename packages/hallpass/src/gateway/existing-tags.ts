import type { ConditionEntry } from '../s3/condition-keys.ts'
import { readTagging } from '../s3/read-document.ts'
import { requestTarget } from '../s3/request-target.ts'
import { longestDocument } from '../s3/s3-document.ts'
import type { AskedAction } from '../s3/s3-request.ts'
import { type Backend, BackendError } from './backend/backend.ts'
import { readWhole } from './read-whole.ts'

/**
 * The condition keys `s3:ExistingObjectTag/…` of an object, as the store has its tags now. None for what is about to be written or deleted,
 * and for what has no object.
 * @throws {BackendError} the store does not say
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
export async function existingTagKeys(asked: AskedAction, backend: Backend, signal: AbortSignal): Promise<readonly ConditionEntry[]> {
  const [, bucket, key] = /^arn:aws:s3:::([^/]+)\/(.+)$/s.exec(asked.resource) ?? []
  if (bucket === undefined || key === undefined || ['s3:PutObject', 's3:DeleteObject'].includes(asked.action)) return []
  const parameters = new Map(asked.versionId === undefined ? [] : [['versionId', asked.versionId]])
  const target = requestTarget({ address: { kind: 'object', bucket, key }, subresource: 'tagging', parameters })
  const answer = await backend.send(
    { method: 'GET', target, headers: new Map(), contentSha256: 'UNSIGNED-PAYLOAD', body: undefined },
    signal,
  )
  const body = await readWhole(answer, longestDocument)
  if (answer.statusCode === 404) return []
  const tags = answer.statusCode === 200 && body !== undefined ? readTagging(body) : undefined
  if (tags === undefined) throw new BackendError('The store does not tell the tags of an object.')
  return [...tags].map(([name, value]): ConditionEntry => [`s3:ExistingObjectTag/${name}`, value])
}
