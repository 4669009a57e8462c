import type { FastifyReply, FastifyRequest } from 'fastify'
import { authorizeIncoming } from './authorize-incoming.ts'
import { createAuthorizer } from './create-authorizer.ts'
import type { Hallpass } from './hallpass.ts'
import type { AuthorizerOptions } from './options.ts'
import { type Questions, questionOf } from './questions.ts'
import { refusalOf } from './refusal.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of requests that the authorizer has let through. */
    hallpass?: Hallpass
  }
}

/**
 * An `onRequest` hook for Fastify, of a route or of all: it sets `request.hallpass`. Refusals are answered; what keeps it from judging is
 * thrown, with `statusCode` 503.
 */
export function hallpass(
  options: AuthorizerOptions & Questions<FastifyRequest>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const authorizer = createAuthorizer(options)
  return async (request, reply) => {
    const verdict = await authorizeIncoming(authorizer, request.raw, questionOf(options, request))
    if (verdict.kind === 'allowed') {
      request.hallpass = verdict.hallpass
      return undefined
    }
    const { status, headers, body } = refusalOf(verdict)
    return reply.status(status).headers(headers).send(body)
  }
}
