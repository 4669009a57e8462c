import { authenticateS3, type S3Authentication } from '../authentication/authenticate-s3.ts'
import { askedActions } from '../s3/asked-actions.ts'
import { s3ConditionKeys } from '../s3/condition-keys.ts'
import type { DocumentFacts } from '../s3/document-facts.ts'
import { parseS3Request } from '../s3/parse-s3-request.ts'
import { hasDocument, readDocument } from '../s3/read-document.ts'
import { longestDocument } from '../s3/s3-document.ts'
import { accessDenied, fault, type S3Fault } from '../s3/s3-fault.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { BackendError } from './backend/backend.ts'
import { deleteObjects, lacksChecksum } from './delete-objects.ts'
import { emptyHash, forward, forwardDocument, openPayload } from './forward.ts'
import type { GatewayPorts } from './gateway-ports.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { type GatewayContext, judge } from './judge.ts'
import { passAnswer } from './pass-answer.ts'
import { hashMismatch, PayloadError } from './payload/payload-error.ts'
import { isHash, type PayloadPlan, planPayload } from './payload/payload-plan.ts'
import { answerPreflight } from './preflight.ts'
import { readWhole } from './read-whole.ts'
import { takeForm } from './take-form.ts'

/** How a request ended, for the log. */
export interface Ended {
  /** `s3:GetObject`, or the method where it was not found out. */
  readonly operation: string
  readonly fault?: S3Fault
  /** What went wrong on our side. */
  readonly error?: unknown
}

/**
 * Answers a request to S3, in the order in which S3 looks at one: what it asks, who signed it, whether he may. Only then is its body taken,
 * and the store asked.
 */
export async function serveS3(received: GatewayRequest, ports: GatewayPorts): Promise<Ended> {
  const { head, target } = received
  if (head.method === 'OPTIONS') {
    answerPreflight(received, ports.origins)
    return { operation: 'OPTIONS' }
  }
  const request = parseS3Request({ ...head, target }, ports)
  if ('kind' in request) return { operation: head.method, fault: request }
  const operation = askedActions(request)[0]?.action ?? `${head.method} ${request.subresource ?? 'form'}`
  try {
    const fault = isForm(request) ? await takeForm(request, received, ports) : await serveSigned(request, received, ports)
    return { operation, ...(fault !== undefined && { fault }) }
  } catch (error) {
    return { operation, ...failure(error) }
  }
}

/** An upload by an HTML form has its signature in its body. */
function isForm({ method, address, subresource }: S3Request): boolean {
  return method === 'POST' && address.kind === 'bucket' && subresource === undefined
}

async function serveSigned(request: S3Request, received: GatewayRequest, ports: GatewayPorts): Promise<S3Fault | undefined> {
  const authentication = await authenticateS3(received.head, ports)
  if (authentication.kind === 'anonymous') return accessDenied()
  if (authentication.kind === 'fault') return authentication
  const plan = planBody(request, received, authentication)
  if (plan?.kind === 'fault') return plan
  const ctx: GatewayContext = { ...ports, caller: authentication.caller, client: received.client, requestId: received.id }

  const isDelete = request.subresource === 'delete'
  const unchecked = isDelete ? lacksChecksum(request) : undefined
  if (unchecked !== undefined) return unchecked
  // A body that is decided by is read first; it is small.
  const readsFirst = plan !== undefined && (isDelete || hasDocument(request))
  if (readsFirst && plan.length > longestDocument) return fault('MaxMessageLengthExceeded', 400, 'Your request was too big.')
  if (readsFirst && received.expectsContinue) received.response.writeContinue()
  const document = readsFirst ? await readWhole(openPayload(request, received, plan, authentication), longestDocument) : undefined
  const facts = document === undefined || isDelete ? {} : readDocument(request, document)
  if ('kind' in facts) return facts

  const keys = conditionKeys(request, authentication, facts, ctx)
  const denied = await judge(askedActions(request), keys, ctx, received.signal)
  if (denied !== undefined) return denied
  if (isDelete && request.address.kind === 'bucket') {
    return deleteObjects(request, request.address.bucket, document ?? new Uint8Array(), keys, received, ctx)
  }
  const answer =
    document === undefined
      ? await forward(request, received, plan, authentication, ports.backend)
      : await forwardDocument(request, document, received, ports.backend)
  return passAnswer(answer, received, ctx)
}

/** How the body comes; undefined where there is none, and none was signed. */
function planBody(
  { method }: S3Request,
  { headers }: GatewayRequest,
  { contentSha256 }: S3Authentication,
): PayloadPlan | S3Fault | undefined {
  const isThere = headers['transfer-encoding'] !== undefined || !/^0*$/.test(headers['content-length'] ?? '')
  if (method === 'PUT' || method === 'POST') {
    const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    return planPayload(contentSha256, new Map([['content-length', '0'], ...given]))
  }
  if (isThere) return fault('InvalidRequest', 400, 'A request of this method has no body.')
  if (contentSha256 === emptyHash || contentSha256 === 'UNSIGNED-PAYLOAD') return undefined
  return isHash(contentSha256) ? hashMismatch().fault : planPayload(contentSha256, new Map())
}

function conditionKeys(request: S3Request, { authType, signedAt }: S3Authentication, document: DocumentFacts, ctx: GatewayContext) {
  return s3ConditionKeys(request, { authType, signedAt, now: ctx.now(), accountId: ctx.accountId, tlsVersion: undefined, document })
}

function failure(error: unknown): Pick<Ended, 'fault' | 'error'> {
  if (error instanceof PayloadError) return { fault: error.fault }
  if (error instanceof BackendError) {
    return { fault: fault('ServiceUnavailable', 503, 'The store cannot be reached. Please try again.'), error }
  }
  return { fault: fault('InternalError', 500, 'We encountered an internal error. Please try again.'), error }
}
