import { authenticateS3, type S3Authentication } from '../authentication/authenticate-s3.ts'
import { askedActions } from '../s3/asked-actions.ts'
import { s3ConditionKeys } from '../s3/condition-keys.ts'
import type { DocumentFacts } from '../s3/document-facts.ts'
import { hasDocument, readDocument } from '../s3/read-document.ts'
import { longestDocument } from '../s3/s3-document.ts'
import { accessDenied, fault, type S3Fault } from '../s3/s3-fault.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { withoutConnectionHeaders } from '../s3/without-connection-headers.ts'
import { deleteObjects, lacksChecksum } from './delete-objects.ts'
import { forward, forwardDocument, openPayload } from './forward.ts'
import type { GatewayPorts } from './gateway-ports.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { type GatewayContext, type JudgedForm, judge } from './judge.ts'
import { passAnswer } from './pass-answer.ts'
import type { PayloadPlan } from './payload/payload-plan.ts'
import { planBody } from './plan-body.ts'
import { readWhole } from './read-whole.ts'

/** Answers a request that is signed in its header or its query. */
export async function serveSigned(request: S3Request, received: GatewayRequest, ports: GatewayPorts): Promise<S3Fault | undefined> {
  const authentication = await authenticateS3(received.head, ports)
  if (authentication.kind === 'anonymous') return accessDenied()
  if (authentication.kind === 'fault') return authentication
  const plan = planBody(request, received, authentication)
  if (plan?.kind === 'fault') return plan

  const isDelete = request.subresource === 'delete'
  const unchecked = isDelete && plan !== undefined ? lacksChecksum(request, plan) : undefined
  if (unchecked !== undefined) return unchecked
  // A body that is decided by is read first; it is small.
  const document = plan && (isDelete || hasDocument(request)) ? await readFirst(request, received, plan, authentication) : undefined
  if (document !== undefined && 'kind' in document) return document
  const facts = document === undefined || isDelete ? {} : readDocument(request, document)
  if ('kind' in facts) return facts

  const ctx: GatewayContext = { ...ports, caller: authentication.caller, client: received.client, requestId: received.id }
  const passed = withoutConnectionHeaders(request)
  const forms = [...new Set([request, passed])].map((form): JudgedForm => [form, conditionKeys(form, authentication, facts, ctx)])
  for (const [form, keys] of forms) {
    const denied = await judge(askedActions(form), keys, ctx, received.signal)
    if (denied !== undefined) return denied
  }
  if (isDelete) return deleteObjects(passed, forms, document ?? new Uint8Array(), received, ctx)
  const answer =
    document === undefined
      ? await forward(passed, received, plan, authentication, ports.backend)
      : await forwardDocument(passed, document, received, ports.backend)
  return passAnswer(answer, passed, received, ctx)
}

async function readFirst(
  request: S3Request,
  received: GatewayRequest,
  plan: PayloadPlan,
  authentication: S3Authentication,
): Promise<Uint8Array | S3Fault> {
  if (plan.length > longestDocument) return fault('MaxMessageLengthExceeded', 400, 'Your request was too big.')
  if (received.expectsContinue) received.response.writeContinue()
  const document = await readWhole(openPayload(request, received, plan, authentication), longestDocument)
  // No body is longer than its plan.
  return document ?? new Uint8Array()
}

function conditionKeys(
  request: S3Request,
  { authType, signedAt, contentSha256 }: S3Authentication,
  document: DocumentFacts,
  ctx: GatewayContext,
) {
  const { accountId } = ctx
  return s3ConditionKeys(request, { authType, signedAt, contentSha256, now: ctx.now(), accountId, tlsVersion: undefined, document })
}
