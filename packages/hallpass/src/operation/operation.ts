import type { ContextValue } from '../policy/request-context.ts'
import type { Context } from './context.ts'
import type { ServiceErrorClass } from './service-error.ts'
import type { Members, StructureShape, Value } from './shape.ts'

/**
 * One operation of a service: who may call it, its input, its errors and its behaviour.
 * - `public`: anybody; a signature is not looked at.
 * - `signed`: whoever holds live credentials of ours.
 * - `developer`: signed, and allowed by the caller's policies on `resource`.
 */
export interface Operation<M extends Members = Members, O extends Members = Members> {
  readonly name: string
  readonly auth: 'public' | 'signed' | 'developer'
  readonly input: StructureShape<M>
  /** What `handle` answers, where clients are made from the shapes; an operation that answers nothing has none. */
  readonly output?: StructureShape<O>
  /** What `handle` may throw besides an internal error. */
  readonly errors: readonly ServiceErrorClass[]
  /** The ARN that the caller's policies are asked about, as named in the request, there or not; `*` where the action has no resource. */
  readonly resource?: (input: Value<StructureShape<M>>, ctx: Context) => string | Promise<string>
  /** The condition keys of this action: `aws:ResourceTag/KEY`, `aws:RequestTag/KEY`, `aws:TagKeys`, `iam:PolicyARN`, … */
  readonly conditions?: (input: Value<StructureShape<M>>, ctx: Context) => Conditions | Promise<Conditions>
  /** Undefined answers with an empty body. */
  handle(input: Value<StructureShape<M>>, ctx: Context): Promise<Answer<O>>
}

type Answer<O extends Members> = [O] extends [never] ? unknown : Value<StructureShape<NoInfer<O>>>

/** A condition key without a value is not there. */
export type ConditionEntry = readonly [key: string, value: ContextValue | undefined]
export type Conditions = Iterable<ConditionEntry>

/** An operation as the server sees it, which hands `handle` only what it has decoded and held against `input`. */
export type AnyOperation = Omit<Operation, 'handle' | 'resource' | 'conditions'> & {
  resource?(input: unknown, ctx: Context): string | Promise<string>
  conditions?(input: unknown, ctx: Context): Conditions | Promise<Conditions>
  handle(input: unknown, ctx: Context): Promise<unknown>
}

export function operation<const M extends Members, const O extends Members = never>(definition: Operation<M, O>): AnyOperation {
  // The server decodes by `input` before it calls, so that what arrives has its type.
  return definition as unknown as AnyOperation
}

/** As in IAM actions and credential scopes. */
export type ServiceName = 'cognito-identity' | 'sts' | 'iam'

/** A service: the operations of one API under the names of its wire. */
export interface Service<Name extends ServiceName = ServiceName> {
  readonly name: Name
  readonly operations: ReadonlyMap<string, AnyOperation>
}

export function service<Name extends ServiceName>(name: Name, operations: readonly AnyOperation[]): Service<Name> {
  return { name, operations: new Map(operations.map((each) => [each.name, each])) }
}
