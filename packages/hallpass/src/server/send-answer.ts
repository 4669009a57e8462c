import type { FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { ServiceError } from '../operation/service-error.ts'
import type { Answer } from './answer.ts'
import { sharingHeaders } from './cors.ts'
import type { IncomingRequest } from './incoming-request.ts'

/** Sends an answer under its request's id, and logs how it ended. */
export function sendAnswer(answer: Answer, request: IncomingRequest, reply: FastifyReply, log: Logger): FastifyReply {
  reply.status(answer.status).header('x-amzn-RequestId', request.id).headers(answer.headers)
  if (answer.isShared && request.headers.origin !== undefined) reply.headers(sharingHeaders)
  logAnswer(answer, request, reply, log)
  // As bytes: of a text the framework would change the content type.
  return reply.send(answer.body === '' ? undefined : Buffer.from(answer.body))
}

// What was asked and how it ended, never what was in it: bodies hold tokens, and answers secrets.
function logAnswer({ operation, status, error }: Answer, { id, method }: IncomingRequest, reply: FastifyReply, log: Logger): void {
  const entry = { requestId: id, operation: operation ?? method, status, milliseconds: Math.round(reply.elapsedTime) }
  if (status >= 500) log.error({ ...entry, err: error instanceof Error && error.cause !== undefined ? error.cause : error }, 'failed')
  else if (error instanceof Error)
    log.info({ ...entry, error: typeOf(error), ...(error.cause instanceof Error && { cause: error.cause.message }) }, 'refused')
  else log.info(entry, 'done')
}

function typeOf(error: Error): string {
  return error instanceof ServiceError ? error.type : error.name
}
