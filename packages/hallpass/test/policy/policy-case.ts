import { expect } from 'vitest'
import type { AuthorizationRequest, Decision } from '../../src/policy/decision.ts'
import { evaluate } from '../../src/policy/evaluate.ts'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import type { PolicyDocument } from '../../src/policy/policy-document.ts'
import { type ContextValue, requestContext } from '../../src/policy/request-context.ts'

/** A statement as it is written; where elements are left out: `Allow`, `s3:GetObject`, `*`. */
export type StatementJson = Readonly<Record<string, unknown>>

export type ContextJson = Readonly<Record<string, ContextValue>>

/** A principal's policies, one of each kind. */
export interface PolicyJson {
  readonly identity?: readonly StatementJson[]
  readonly boundary?: readonly StatementJson[]
  readonly session?: readonly StatementJson[]
  readonly version?: string
}

/** `s3:GetObject` on `arn:aws:s3:::b/k` where the test says nothing else. */
export function request(context: ContextJson = {}, { action = 's3:GetObject', resource = 'arn:aws:s3:::b/k' } = {}): AuthorizationRequest {
  return { action, resource, context: requestContext(Object.entries(context)) }
}

export function decisionOn(asked: AuthorizationRequest, { identity, boundary, session, version }: PolicyJson): Decision {
  const sourced = (source: string, statements: readonly StatementJson[]) => ({ source, document: policy(statements, version) })
  return evaluate(asked, {
    identity: identity === undefined ? [] : [sourced('alice/own', identity)],
    boundary: boundary && sourced('arn:aws:iam::111122223333:policy/boundary', boundary),
    session: session && [sourced('session', session)],
  })
}

/** The document of these statements, of 2012 unless they are for a trust policy or the test says otherwise. */
export function policy(statements: readonly StatementJson[], version = '2012-10-17'): PolicyDocument {
  return documentOf({ Version: version, Statement: statements.map(withDefaults) })
}

export function documentOf(json: unknown): PolicyDocument {
  const parsed = parsePolicy(JSON.stringify(json), 'stored')
  if (parsed.kind !== 'policy') return expect.unreachable(`${parsed.message} ${JSON.stringify(parsed.position)}`)
  return parsed.document
}

function withDefaults(statement: StatementJson): StatementJson {
  return {
    Effect: 'Allow',
    ...('NotAction' in statement ? {} : { Action: 's3:GetObject' }),
    ...('NotResource' in statement ? {} : { Resource: '*' }),
    ...statement,
  }
}
