import type { ServerResponse } from 'node:http'
import { authorizeIncoming, type Incoming } from './authorize-incoming.ts'
import { createAuthorizer } from './create-authorizer.ts'
import type { Hallpass } from './hallpass.ts'
import type { AuthorizerOptions } from './options.ts'
import { type Questions, questionOf } from './questions.ts'
import { refusalOf } from './refusal.ts'

declare global {
  namespace Express {
    interface Request {
      /** Of requests that the authorizer has let through. */
      hallpass?: Hallpass
    }
  }
}

/**
 * Middleware for Express, and whatever calls `(request, response, next)`: it sets `request.hallpass`. Put it before what reads bodies.
 * Refusals are answered; what keeps it from judging goes to the error handler, with `status` 503.
 */
export function hallpass<Request extends Incoming>(
  options: AuthorizerOptions & Questions<Request>,
): (request: Request, response: ServerResponse, next: (error?: unknown) => void) => void {
  const authorizer = createAuthorizer(options)
  return async (request, response, next) => {
    try {
      const verdict = await authorizeIncoming(authorizer, request, questionOf(options, request))
      if (verdict.kind === 'allowed') {
        Object.assign(request, { hallpass: verdict.hallpass })
        next()
        return
      }
      const { status, headers, body } = refusalOf(verdict)
      response.writeHead(status, headers).end(body)
    } catch (error) {
      next(error)
    }
  }
}
