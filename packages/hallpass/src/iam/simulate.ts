import type { Context } from '../operation/context.ts'
import { simulateOne } from './evaluation-result.ts'
import { type PageRequest, pageFrom } from './paging.ts'
import type { SimulatedPolicy } from './simulated-policy.ts'
import { rememberStatements } from './simulated-statements.ts'
import type { SimulationPlan } from './simulation-plan.ts'

/** How many characters and statements are evaluated for one page. AWS, too, may answer with fewer results than were asked for. */
const maxCharacters = 4_000_000
const maxStatements = 20_000

/**
 * A page of the results of a simulation, action by action, each with its resources in order.
 * Source: IAM API reference, "SimulateCustomPolicy", "EvaluationResult".
 */
export async function simulate(plan: SimulationPlan, { Marker, MaxItems = 100 }: PageRequest, scope: readonly string[], ctx: Context) {
  const { actions, resources = ['*'] } = plan
  const policies = policiesOf(plan)
  const { entries, ...page } = await pageFrom(
    async ({ after, limit }) => numbers(after === undefined ? 0 : Number(after) + 1, actions.length * resources.length, limit),
    String,
    { Marker, MaxItems: Math.min(MaxItems, maxResults(policies)) },
    [...scope, JSON.stringify([actions, resources])],
    ctx,
  )
  const statements = rememberStatements(policies)
  const results = entries.map((number) => {
    const [action = '', resource = ''] = [actions[Math.floor(number / resources.length)], resources[number % resources.length]]
    return simulateOne({ action, resource, context: plan.context }, plan, statements)
  })
  return { EvaluationResults: results, ...page }
}

function policiesOf({ identity, boundary, resourcePolicy }: SimulationPlan): readonly SimulatedPolicy[] {
  return [...identity, boundary, resourcePolicy?.policy].filter((policy) => policy !== undefined)
}

function maxResults(policies: readonly SimulatedPolicy[]): number {
  const characters = policies.reduce((sum, { text }) => sum + text.length, 1)
  const statements = policies.reduce((sum, { document }) => sum + document.statements.length, 1)
  return Math.max(1, Math.floor(Math.min(maxCharacters / characters, maxStatements / statements)))
}

/** The first `limit` numbers from `start` to below `end`. */
function numbers(start: number, end: number, limit: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.min(limit, end - start)) }, (_, index) => start + index)
}
