import { pipeline, type Readable } from 'node:stream'
import { objectAddress } from '../s3/address.ts'
import { askedActions } from '../s3/asked-actions.ts'
import { s3ConditionKeys } from '../s3/condition-keys.ts'
import { lengthRange } from '../s3/post-policy.ts'
import { requestTarget } from '../s3/request-target.ts'
import { fault, invalidArgument, type S3Fault } from '../s3/s3-fault.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { sentHeaders } from '../s3/sent-headers.ts'
import { answerForm } from './form/answer-form.ts'
import { authenticateForm } from './form/authenticate-form.ts'
import { formRequest } from './form/form-request.ts'
import { readForm, type UploadForm } from './form/read-form.ts'
import { type Spooled, spool } from './form/spool.ts'
import type { GatewayPorts } from './gateway-ports.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { type GatewayContext, judge } from './judge.ts'
import { passAnswer } from './pass-answer.ts'
import { toldChecksums } from './payload/checksum.ts'
import { decodePayload } from './payload/decode-payload.ts'

/**
 * An upload by an HTML form: its fields come first, then the file, which is kept on disk until it is known how long it is.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export async function takeForm({ address }: S3Request, received: GatewayRequest, ports: GatewayPorts): Promise<S3Fault | undefined> {
  if (address.kind !== 'bucket') return invalidArgument('A form is for a bucket.')
  if (!/^multipart\/form-data\s*;/i.test(received.headers['content-type'] ?? '')) return notMultipart()
  if (received.expectsContinue) received.response.writeContinue()
  const form = await readForm(received)
  if ('kind' in form) return form
  const key = finalKey(form)
  const object = objectAddress(address.bucket, key)
  if ('kind' in object) return object
  const fields = new Map([...form.fields, ['bucket', address.bucket], ['key', key]])
  const authentication = await authenticateForm(fields, ports)
  if (authentication.kind === 'fault') return authentication
  const request = formRequest(object, fields)
  if ('kind' in request) return request

  const { caller, policy, signedAt } = authentication
  const ctx: GatewayContext = { ...ports, caller, client: received.client, requestId: received.id }
  const facts = {
    authType: 'POST',
    contentSha256: undefined,
    signedAt,
    now: ctx.now(),
    accountId: ctx.accountId,
    tlsVersion: undefined,
    document: {},
  } as const
  const denied = await judge(askedActions(request), s3ConditionKeys(request, facts), ctx, received.signal)
  if (denied !== undefined) return denied
  const file = await spool(form.file, lengthRange(policy))
  if ('kind' in file) return file
  try {
    const outgoing = { method: 'PUT', target: requestTarget(request), headers: sentHeaders(request), contentSha256: 'UNSIGNED-PAYLOAD' }
    const content = openFile(file, request)
    const answer = await ports.backend.send({ ...outgoing, body: { length: file.length, content } }, received.signal)
    return answer.statusCode === 200 ? answerForm(answer, object, fields, received, ctx) : passAnswer(answer, request, received, ctx)
  } finally {
    await file.remove()
  }
}

/** The file's bytes, held against the checksums that fields tell. */
function openFile({ length, open }: Spooled, { headers }: S3Request): Readable {
  const plan = { kind: 'plan', form: 'plain', length, sha256: undefined, endsWithTrailers: false, trailers: [] } as const
  const checked = decodePayload({ plan, chunks: undefined, told: toldChecksums(headers) })
  // A failure shows where the stream is read.
  return pipeline(open(), checked, () => undefined)
}

/** `${filename}` stands for the last part of the file's name: browsers differ in whether they send folders. */
function finalKey({ fields, fileName }: UploadForm): string {
  const [name = ''] = fileName.split(/[\\/]/).slice(-1)
  return (fields.get('key') ?? '').replaceAll('${filename}', name)
}

function notMultipart(): S3Fault {
  return fault('PreconditionFailed', 412, 'Bucket POST must be of the enclosure-type multipart/form-data')
}
