import { createHash } from 'node:crypto'
import { objectAddress } from '../s3/address.ts'
import { deleteActions, objectArn } from '../s3/asked-actions.ts'
import { type DeletedObject, parseDeleteDocument, writeDeleteDocument } from '../s3/delete-document.ts'
import { type DeleteOutcome, parseDeleteResult, refusedDelete, writeDeleteResult } from '../s3/delete-result.ts'
import { requestTarget } from '../s3/request-target.ts'
import { longestDocument } from '../s3/s3-document.ts'
import { fault, invalidArgument, type S3Fault } from '../s3/s3-fault.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { sentHeaders } from '../s3/sent-headers.ts'
import { BackendError } from './backend/backend.ts'
import { sharingHeaders } from './cors.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { type GatewayContext, type JudgedForm, judge } from './judge.ts'
import { passAnswer } from './pass-answer.ts'
import { toldChecksums } from './payload/checksum.ts'
import type { PayloadPlan } from './payload/payload-plan.ts'
import { readWhole } from './read-whole.ts'
import { identity } from './refuse.ts'

/**
 * A multi-object delete: each object is decided by itself, and the store is asked to delete those that are allowed.
 * @param request as it is sent
 * @param forms those in which it must be allowed
 * @param document the body, checked
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export async function deleteObjects(
  request: S3Request,
  forms: readonly JudgedForm[],
  document: Uint8Array,
  received: GatewayRequest,
  ctx: GatewayContext,
): Promise<S3Fault | undefined> {
  const asked = parseDeleteDocument(document)
  if (asked.kind === 'fault') return asked
  const verdicts = await inTurn(asked.objects, async (object) => [object, await verdict(object, forms, received, ctx)] as const)
  const refused = verdicts.flatMap(([object, why]) => (why === undefined ? [] : [refusedDelete(object, why)]))
  const allowed = verdicts.filter(([, why]) => why === undefined).map(([object]) => object)

  const answer = allowed.length === 0 ? undefined : await send(request, allowed, received, ctx)
  if (answer !== undefined && answer.statusCode !== 200) return passAnswer(answer, request, received, ctx)
  const result = answer === undefined ? undefined : await readWhole(answer, 2 * longestDocument)
  const outcomes = answer === undefined ? [] : result && parseDeleteResult(result)
  if (outcomes === undefined) throw new BackendError('The store does not say what it deleted.')
  answerOutcomes([...outcomes, ...refused], asked.isQuiet, received, ctx)
  return undefined
}

/** Whether the body says by what it can be checked, as S3 asks for of this request. */
export function lacksChecksum({ headers }: S3Request, { trailers }: PayloadPlan): S3Fault | undefined {
  if (toldChecksums(headers).size > 0 || trailers.length > 0) return undefined
  return fault('InvalidRequest', 400, 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*')
}

async function verdict(
  { key, versionId }: DeletedObject,
  forms: readonly JudgedForm[],
  { signal }: GatewayRequest,
  ctx: GatewayContext,
): Promise<Pick<S3Fault, 'code' | 'message'> | undefined> {
  for (const [{ address, headers }, keys] of forms) {
    const object = objectAddress(address.kind === 'service' ? '' : address.bucket, key)
    if ('kind' in object) return invalidArgument(object.message)
    const version = versionId === undefined ? {} : { versionId }
    const asked = deleteActions(versionId, headers).map((action) => ({ action, resource: objectArn(object), ...version }))
    const denied = await judge(asked, [...keys, ['s3:VersionId', versionId]], ctx, signal)
    if (denied !== undefined) return { code: 'AccessDenied', message: 'Access Denied' }
  }
  return undefined
}

async function inTurn<T, R>(values: readonly T[], map: (value: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const value of values) results.push(await map(value))
  return results
}

function send(request: S3Request, allowed: readonly DeletedObject[], { signal }: GatewayRequest, { backend }: GatewayContext) {
  const document = Buffer.from(writeDeleteDocument(allowed))
  const passed = [...sentHeaders(request)].filter(([name]) => !/^(content-md5|x-amz-(sdk-)?checksum-.*)$/.test(name))
  const md5 = createHash('md5').update(document).digest('base64')
  const headers = new Map([...passed, ['content-md5', md5] as const, ['content-type', 'application/xml'] as const])
  const contentSha256 = createHash('sha256').update(document).digest('hex')
  const body = { length: document.length, content: document }
  return backend.send({ method: 'POST', target: requestTarget(request), headers, contentSha256, body }, signal)
}

function answerOutcomes(outcomes: readonly DeleteOutcome[], isQuiet: boolean, received: GatewayRequest, { origins }: GatewayContext): void {
  const body = Buffer.from(writeDeleteResult(outcomes, isQuiet))
  const headers = { 'content-type': 'application/xml', 'content-length': String(body.length), ...identity(received.id) }
  received.response.writeHead(200, { ...headers, ...sharingHeaders(received.headers, origins, Object.keys(headers)) })
  received.response.end(body)
}
