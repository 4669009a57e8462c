import { type AuthenticationPorts, authenticate } from '../authentication/authenticate.ts'
import { decide } from '../authorization/decide.ts'
import { denialMessage } from '../authorization/denial-message.ts'
import { sessionRestriction } from '../authorization/session-restriction.ts'
import { Overloaded, overload } from '../limits/overloaded.ts'
import type { Excess } from '../limits/rate-limits.ts'
import type { Context, Ports } from '../operation/context.ts'
import type { AnyOperation, Service } from '../operation/operation.ts'
import { ServiceError } from '../operation/service-error.ts'
import type { StructureShape } from '../operation/shape.ts'
import { findViolations, type Violation } from '../operation/violation.ts'
import type { Caller } from '../session/caller.ts'
import type { AuthenticationRefusal } from '../sigv4/authentication-refusal.ts'
import { type IncomingRequest, signedRequest } from './incoming-request.ts'

export type ServerPorts = Ports & AuthenticationPorts

/** An operation that is asked for. */
export interface Call {
  readonly service: Service
  readonly operation: AnyOperation
  readonly request: IncomingRequest
  /** Decodes its input; throws what the wire answers where it cannot. */
  read(input: StructureShape): unknown
}

/** What a wire says in its own way. */
export interface Wire {
  validationError(violations: readonly Violation[]): ServiceError
  signatureError(kind: AuthenticationRefusal, message: string): ServiceError
  accessDenied(message: string): ServiceError
  throttled(excess: Excess): ServiceError
  overloaded(excess: Excess): ServiceError
  internalError(cause: unknown): ServiceError
}

export type Performed = { readonly kind: 'done'; readonly output: unknown } | { readonly kind: 'failed'; readonly error: ServiceError }

/**
 * One operation from the signature to its output, in the order in which AWS looks at a request: who calls, whether the input can
 * be read, whether it meets its constraints, whether the caller may, whether it is too often, and only then what is asked.
 */
export async function perform({ service, operation, request, read }: Call, wire: Wire, ports: ServerPorts): Promise<Performed> {
  try {
    const caller = operation.auth === 'public' ? anonymous : await identify(service, request, wire, ports)
    const restriction = sessionRestriction(caller, service.name, operation.name)
    if (restriction !== undefined) throw wire.accessDenied(restriction)
    const ctx: Context = { ...ports, caller, client: request.client, requestId: request.id }
    const input = read(operation.input)
    const violations = findViolations(operation.input, input)
    if (violations.length > 0) throw wire.validationError(violations)
    if (operation.auth === 'developer') await authorize(service, operation, input, wire, ctx)
    const excess = ports.rateLimits.countOperation(`${service.name}:${operation.name}`)
    if (excess !== undefined) throw wire.throttled(excess)
    return { kind: 'done', output: await operation.handle(input, ctx) }
  } catch (error) {
    return { kind: 'failed', error: told(error, wire) }
  }
}

function told(error: unknown, wire: Wire): ServiceError {
  if (error instanceof ServiceError) return error
  return error instanceof Overloaded ? wire.overloaded(overload) : wire.internalError(error)
}

const anonymous: Caller = { kind: 'anonymous' }

async function identify(service: Service, request: IncomingRequest, wire: Wire, ports: ServerPorts): Promise<Caller> {
  const authentication = await authenticate(signedRequest(request), service.name, ports)
  if (authentication.kind === 'refused') throw wire.signatureError(authentication.reason, authentication.message)
  return authentication.caller
}

/** Asks the caller's policies. Root is not asked for anything, so that what he names need not be looked up. */
async function authorize(service: Service, operation: AnyOperation, input: unknown, wire: Wire, ctx: Context): Promise<void> {
  if (ctx.caller.kind === 'root') return
  const asked = {
    action: `${service.name}:${operation.name}`,
    resource: (await operation.resource?.(input, ctx)) ?? '*',
    conditions: (await operation.conditions?.(input, ctx)) ?? [],
  }
  const decision = await decide(ctx, asked)
  if (decision.decision !== 'allowed') throw wire.accessDenied(denialMessage(ctx.caller, asked, decision))
}
