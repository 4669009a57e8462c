import type { IncomingMessage, ServerResponse } from 'node:http'
import { authorizeIncoming } from './authorize-incoming.ts'
import { createAuthorizer } from './create-authorizer.ts'
import type { Hallpass } from './hallpass.ts'
import type { AuthorizerOptions } from './options.ts'
import { type Questions, questionOf } from './questions.ts'
import { refusalOf } from './refusal.ts'
import { UnavailableError } from './unavailable-error.ts'

export type NodeOptions = AuthorizerOptions & Questions<IncomingMessage>
export type AuthorizedHandler = (request: IncomingMessage & { readonly hallpass: Hallpass }, response: ServerResponse) => unknown

/** A handler for `node:http` that is reached by those who may; others get 401 or 403, and 503 while Hallpass cannot be asked. */
export function withHallpass(
  options: NodeOptions,
  handler: AuthorizedHandler,
): (request: IncomingMessage, response: ServerResponse) => void {
  const authorizer = createAuthorizer(options)
  return async (request, response) => {
    try {
      const verdict = await authorizeIncoming(authorizer, request, questionOf(options, request))
      if (verdict.kind === 'allowed') {
        await handler(Object.assign(request, { hallpass: verdict.hallpass }), response)
        return
      }
      const { status, headers, body } = refusalOf(verdict)
      response.writeHead(status, headers).end(body)
    } catch (error) {
      if (response.headersSent) response.destroy()
      else response.writeHead(statusOf(error)).end()
    }
  }
}

function statusOf(error: unknown): number {
  if (error instanceof UnavailableError) return error.status
  const status: unknown = error instanceof Error && 'status' in error ? error.status : undefined
  return typeof status === 'number' ? status : 500
}
