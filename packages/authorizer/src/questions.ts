import type { Question } from './options.ts'

/** What is asked of each request: the same, or told by the request. */
export interface Questions<Request> {
  readonly action: string | ((request: Request) => string)
  readonly resource: string | ((request: Request) => string)
  readonly context?: (request: Request) => NonNullable<Question['context']>
}

export function questionOf<Request>({ action, resource, context }: Questions<Request>, request: Request): Question {
  return {
    action: typeof action === 'string' ? action : action(request),
    resource: typeof resource === 'string' ? resource : resource(request),
    ...(context !== undefined && { context: context(request) }),
  }
}
