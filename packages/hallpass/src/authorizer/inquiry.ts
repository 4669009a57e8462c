import type { ConditionEntry } from '../operation/operation.ts'
import type { Evidence } from './evidence.ts'

/** What a service asks: who is this, and may he do that? */
export interface Inquiry {
  readonly kind: 'inquiry'
  readonly evidence: Evidence
  /** `PREFIX:NAME` */
  readonly action: string
  /** An ARN, or `*` where the action has no resource. */
  readonly resource: string
  /** What the service knows of the request: `aws:SourceIp`, keys of its own. Nothing of it is about the principal or the time. */
  readonly context: readonly ConditionEntry[]
}

/** What cannot be asked like this; the message is for whoever wrote the call. */
export interface Malformed {
  readonly kind: 'malformed'
  readonly message: string
}

export function malformed(message: string): Malformed {
  return { kind: 'malformed', message }
}

/** What no resource can be told of, whoever sent it; the reason is for him. */
export interface Refused {
  readonly kind: 'refused'
  readonly reason: string
}

export function refused(reason: string): Refused {
  return { kind: 'refused', reason }
}

/** Undefined where an action can be of this name. Source: IAM user guide, "IAM JSON policy elements: Action". */
export function actionFault(action: string): string | undefined {
  return action.length <= 256 && /^[a-z0-9-]+:[\w-]+$/i.test(action) ? undefined : 'The action must be PREFIX:NAME, such as shop:GetOrder.'
}

/** Undefined where a resource can be of this name. */
export function resourceFault(resource: string): string | undefined {
  const isName = resource === '*' || /^arn:(?:[^:\p{Cc}]*:){4}\P{Cc}+$/u.test(resource)
  return isName && resource.length <= 2_048
    ? undefined
    : 'The resource must be an ARN of at most 2048 characters, such as arn:aws:shop:::orders/1, or *.'
}
