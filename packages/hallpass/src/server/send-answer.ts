import type { FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { ServiceError } from '../operation/service-error.ts'
import type { Answer } from './answer.ts'
import { sharingHeaders } from './cors.ts'
import type { IncomingRequest } from './incoming-request.ts'
import type { RefusalLog } from './refusal-log.ts'

export interface AnswerLogs {
  readonly log: Logger
  readonly refusals: RefusalLog
}

/**
 * Sends an answer under its request's id, and logs how it ended. It is written to Node's own response: the framework's way of sending
 * takes as long as all the rest of reading and answering a request (measured: 51 µs with, 36 without, 32 without the framework).
 */
export function sendAnswer(answer: Answer, request: IncomingRequest, reply: FastifyReply, logs: AnswerLogs): FastifyReply {
  const { status, headers, body, isShared } = answer
  reply.raw.writeHead(status, {
    'x-amzn-RequestId': request.id,
    ...headers,
    ...(isShared && request.headers.origin !== undefined && sharingHeaders),
    'Content-Length': Buffer.byteLength(body),
  })
  reply.hijack().raw.end(body)
  logAnswer(answer, request, logs)
  return reply
}

// What was asked and how it ended, never what was in it: bodies hold tokens, and answers secrets.
function logAnswer({ operation, status, error }: Answer, { id, method, receivedAt }: IncomingRequest, { log, refusals }: AnswerLogs): void {
  if (error instanceof ServiceError && error.excess !== undefined) {
    refusals.count(error.excess.limit)
    return
  }
  const entry = { requestId: id, operation: operation ?? method, status, milliseconds: Math.round(performance.now() - receivedAt) }
  if (status >= 500)
    log.error(Object.assign(entry, { err: error instanceof Error && error.cause !== undefined ? error.cause : error }), 'failed')
  else if (error instanceof Error)
    log.info(Object.assign(entry, { error: typeOf(error) }, error.cause instanceof Error && { cause: error.cause.message }), 'refused')
  else log.info(entry, 'done')
}

function typeOf(error: Error): string {
  return error instanceof ServiceError ? error.type : error.name
}
