import { timeKeys } from '../authorization/client-keys.ts'
import { decideIn } from '../authorization/decide.ts'
import { denialMessage } from '../authorization/denial-message.ts'
import { principalKeys } from '../authorization/principal-keys.ts'
import type { Ports } from '../operation/context.ts'
import type { ConditionEntry } from '../operation/operation.ts'
import type { Decision } from '../policy/decision.ts'
import { requestContext } from '../policy/request-context.ts'
import type { Caller } from '../session/caller.ts'
import { receivedHeaders } from '../sigv4/received-headers.ts'
import { authenticateEvidence } from './authenticate-evidence.ts'
import type { Evidence } from './evidence.ts'
import type { Covered, EvidencePorts } from './identified.ts'
import type { Inquiry } from './inquiry.ts'
import { describePrincipal, type PrincipalDescription } from './principal-description.ts'

export type Judgement = Allowed | Unauthorized | Unauthenticated

export interface Allowed extends PrincipalDescription {
  readonly kind: 'allowed'
  readonly covered: Covered
}

/** Somebody whose policies do not allow it; `reason` is AWS's denial. */
export interface Unauthorized extends PrincipalDescription {
  readonly kind: 'unauthorized'
  readonly covered: Covered
  readonly reason: string
}

/** Nobody: nothing was signed, or the signature is not good. */
export interface Unauthenticated {
  readonly kind: 'unauthenticated'
  readonly reason: string
}

export type JudgePorts = EvidencePorts & Ports

/** Whether whoever is behind the evidence may do what is asked: his policies decide as they do at our own doors. */
export async function judge(inquiry: Inquiry, ports: JudgePorts): Promise<Judgement> {
  const identified = await authenticateEvidence(inquiry.evidence, ports)
  if (identified.kind === 'unidentified') return { kind: 'unauthenticated', reason: identified.reason }
  const { caller, covered } = identified
  const description = { covered, ...describePrincipal(caller) }
  const decision = await decide(inquiry, caller, ports)
  if (decision.decision === 'allowed') return { kind: 'allowed', ...description }
  return { kind: 'unauthorized', ...description, reason: denialMessage(caller, inquiry, decision) }
}

function decide({ action, resource, context, evidence }: Inquiry, caller: Caller, ports: JudgePorts): Promise<Decision> {
  // Of a key that is there twice the last counts: nothing that a service says can stand for the principal or the time.
  const keys = [...requestKeys(evidence, ports), ...context, ...principalKeys(caller), ...timeKeys(ports.now())]
  return decideIn(caller, { action, resource, context: requestContext(keys) }, ports)
}

/** What the request itself says. Where it came from, only the service knows: the address that asks us is the service's own. */
function requestKeys(evidence: Evidence, { region }: JudgePorts): readonly ConditionEntry[] {
  const headers = receivedHeaders(evidence.request ?? { headers: [] })
  return [
    ['aws:UserAgent', headers.get('user-agent')?.[0]],
    ['aws:Referer', headers.get('referer')?.[0]],
    ['aws:RequestedRegion', region],
  ]
}
