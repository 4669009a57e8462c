import type { Decision, PolicyTrace, TrustDecision } from './decision.ts'
import { type Look, missingKeys } from './missing-keys.ts'
import type { RequestContext } from './request-context.ts'

/**
 * A decision whose missing keys are looked for where somebody asks for them. A class, because an object literal with a getter has a shape
 * of its own each time, which keeps it from being collected with the young (measured: 3 KB a call).
 */
export class Evaluated implements Decision {
  readonly decision: Decision['decision']
  readonly decidedBy: Decision['decidedBy']
  readonly policies: readonly PolicyTrace[]
  readonly #looks: readonly Look[]
  readonly #context: RequestContext

  constructor({ decision, decidedBy }: Pick<Decision, 'decision' | 'decidedBy'>, looks: readonly Look[], context: RequestContext) {
    this.decision = decision
    this.decidedBy = decidedBy
    this.policies = looks.map(({ trace }) => trace)
    this.#looks = looks
    this.#context = context
  }

  get missingKeys(): readonly string[] {
    return missingKeys(this.#looks, this.#context)
  }
}

export class EvaluatedTrust extends Evaluated implements TrustDecision {
  readonly grant: TrustDecision['grant']

  constructor(outcome: Pick<TrustDecision, 'decision' | 'decidedBy' | 'grant'>, looks: readonly Look[], context: RequestContext) {
    super(outcome, looks, context)
    this.grant = outcome.grant
  }
}

/** The same decision as data, to be kept or sent. */
export function spellOut({ decision, decidedBy, policies, missingKeys }: Decision): Decision {
  return {
    decision,
    decidedBy,
    policies: policies.map((policy) => ({
      ...policy,
      statements: policy.statements.map((statement) => ({
        ...statement,
        conditions: statement.conditions.map((condition) => ({ ...condition, why: condition.why })),
      })),
    })),
    missingKeys,
  }
}
