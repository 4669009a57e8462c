import type { Context } from '../operation/context.ts'
import type { AuthorizationRequest, Decision, PolicyTrace } from '../policy/decision.ts'
import { evaluate } from '../policy/evaluate.ts'
import type { Position } from '../policy/policy-document.ts'
import type { RequestContext } from '../policy/request-context.ts'
import { type PageRequest, pageFrom } from './paging.ts'
import type { SimulatedPolicy } from './simulated-policy.ts'
import { combine, judgeByResource, type SimulatedResourcePolicy } from './simulated-resource-policy.ts'
import { type StatementSpan, statementSpans } from './statement-spans.ts'

export interface Simulation {
  /** Each is asked about for each resource. */
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly context: RequestContext
  readonly identity: readonly SimulatedPolicy[]
  readonly boundary: SimulatedPolicy | undefined
  readonly resourcePolicy: SimulatedResourcePolicy | undefined
}

/** How many characters of policies are evaluated for one page. AWS, too, may answer with fewer results than were asked for. */
const maxWork = 4_000_000

/**
 * A page of the results of a simulation, action by action, each with its resources in order.
 * Source: IAM API reference, "SimulateCustomPolicy", "EvaluationResult".
 */
export async function simulate(simulation: Simulation, { Marker, MaxItems = 100 }: PageRequest, scope: readonly string[], ctx: Context) {
  const { actions, resources } = simulation
  const policies = policiesOf(simulation)
  const size = policies.reduce((sum, { text }) => sum + text.length, 1)
  const request = { Marker, MaxItems: Math.max(1, Math.min(MaxItems, Math.floor(maxWork / size))) }
  const { entries, ...page } = await pageFrom(
    async ({ after, limit }) => numbers(after === undefined ? 0 : Number(after) + 1, actions.length * resources.length, limit),
    String,
    request,
    [...scope, JSON.stringify([actions, resources])],
    ctx,
  )
  const spans = rememberSpans(policies)
  const results = entries.map((number) => {
    const [action = '', resource = ''] = [actions[Math.floor(number / resources.length)], resources[number % resources.length]]
    return evaluateOne({ action, resource, context: simulation.context }, simulation, spans)
  })
  return { EvaluationResults: results, ...page }
}

type Spans = (source: string) => { readonly id: string; readonly spans: readonly StatementSpan[] }

function policiesOf({ identity, boundary, resourcePolicy }: Simulation): readonly SimulatedPolicy[] {
  return [...identity, boundary, resourcePolicy?.policy].filter((policy) => policy !== undefined)
}

/** The first `limit` numbers from `start` to below `end`. */
function numbers(start: number, end: number, limit: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.min(limit, end - start)) }, (_, index) => start + index)
}

function rememberSpans(policies: readonly SimulatedPolicy[]): Spans {
  const bySource = new Map(policies.map((policy) => [policy.source, policy]))
  const known = new Map<string, ReturnType<Spans>>()
  return (source) => {
    const { id, text } = bySource.get(source) ?? { id: source, text: '{}' }
    const found = known.get(source) ?? { id, spans: statementSpans(text) }
    known.set(source, found)
    return found
  }
}

function evaluateOne(request: AuthorizationRequest, simulation: Simulation, spans: Spans) {
  const { identity, boundary, resourcePolicy } = simulation
  const policies = { identity, boundary, session: undefined }
  const own = evaluate(request, policies)
  const byResource = resourcePolicy && judgeByResource(request, resourcePolicy)
  const decision = byResource ? combine(request, own, byResource, policies, resourcePolicy?.isForeign ?? false) : own.decision
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision: decision,
    MatchedStatements: matchedStatements(decision, [...own.policies, ...(byResource?.policies ?? [])], spans),
    MissingContextValues: [...new Set([...own.missingKeys, ...(byResource?.missingKeys ?? [])])],
    PermissionsBoundaryDecisionDetail: boundary && { AllowedByPermissionsBoundary: isWithinBoundary(own.policies) },
  }
}

/** The statements that the decision rests on: where one denies, those that deny; a boundary grants nothing. */
function matchedStatements(decision: Decision['decision'], policies: readonly PolicyTrace[], spans: Spans) {
  if (decision === 'implicitDeny') return []
  const effect = decision === 'allowed' ? 'Allow' : 'Deny'
  return policies
    .filter(({ kind }) => effect === 'Deny' || kind !== 'boundary')
    .flatMap(({ kind, source, statements }) =>
      statements
        .filter((statement) => statement.applies && statement.effect === effect)
        .map(({ index }) => {
          const policy = spans(source)
          const span = policy.spans[index]
          return {
            SourcePolicyId: policy.id,
            SourcePolicyType: kind === 'trust' ? 'Resource Policy' : 'IAM Policy',
            StartPosition: span && writePosition(span.start),
            EndPosition: span && writePosition(span.end),
          }
        }),
    )
}

function isWithinBoundary(policies: readonly PolicyTrace[]): boolean {
  const applied = policies
    .filter(({ kind }) => kind === 'boundary')
    .flatMap(({ statements }) => statements.filter(({ applies }) => applies))
  return applied.some(({ effect }) => effect === 'Allow') && !applied.some(({ effect }) => effect === 'Deny')
}

function writePosition({ line, column }: Position) {
  return { Line: line, Column: column }
}
