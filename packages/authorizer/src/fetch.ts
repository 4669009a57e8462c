import { createHash } from 'node:crypto'
import { createAuthorizer } from './create-authorizer.ts'
import type { Hallpass } from './hallpass.ts'
import type { AuthorizerOptions } from './options.ts'
import { type Questions, questionOf } from './questions.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { UnavailableError } from './unavailable-error.ts'

export interface FetchOptions extends AuthorizerOptions, Questions<Request> {
  /** The longest body, bytes: it is read before the handler is called. 1 MiB unless given. */
  readonly longestBody?: number
}

/**
 * A fetch handler that is reached by those who may, with the body that was signed; others get 401 or 403, and 503 while Hallpass cannot be
 * asked.
 */
export function withHallpass(
  options: FetchOptions,
  handler: (request: Request, hallpass: Hallpass) => Response | Promise<Response>,
): (request: Request) => Promise<Response> {
  const authorizer = createAuthorizer(options)
  return async (request) => {
    const body = await readBody(request, options.longestBody ?? 1024 * 1024)
    if (body === undefined) return new Response(null, { status: 413 })
    const verdict = await authorizer
      .authorize(
        {
          method: request.method,
          url: request.url,
          headers: Object.fromEntries(request.headers),
          hasBody: body.length > 0,
          bodySha256: createHash('sha256').update(body).digest('hex'),
        },
        questionOf(options, request),
      )
      .catch((error: unknown) => {
        if (error instanceof UnavailableError) return undefined
        throw error
      })
    if (verdict === undefined) return new Response(null, { status: 503 })
    if (verdict.kind === 'refused') return answer(refusalOf(verdict))
    return handler(body.length === 0 ? request : new Request(request, { body }), verdict.hallpass)
  }
}

/** Undefined where it is too long. */
async function readBody(request: Request, longest: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > longest) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function answer({ status, headers, body }: Refusal): Response {
  return new Response(body, { status, headers })
}
