import type { TrustDecision } from './decision.ts'
import type { PrincipalPattern, Statement } from './policy-document.ts'
import type { Principal } from './principal.ts'

export type Grant = NonNullable<TrustDecision['grant']>

/** The value that names the principal, and how directly. */
export interface PrincipalMatch {
  readonly by: string
  readonly grant: Grant
}

/**
 * How a statement of a trust policy names the principal, most directly; undefined where it does not.
 * Source: IAM user guide, "AWS JSON policy elements: Principal".
 */
export function matchPrincipal(
  { principals = [], effect }: Pick<Statement, 'principals' | 'effect'>,
  principal: Principal,
  trustedIds: ReadonlyMap<string, string>,
): PrincipalMatch | undefined {
  let strongest: PrincipalMatch | undefined
  for (const pattern of principals) {
    const grant = principal.kind === 'federated' ? grantToToken(pattern, principal, effect) : grantToSigner(pattern, principal, trustedIds)
    if (grant !== undefined && (strongest === undefined || isStronger(grant, strongest.grant))) strongest = { by: pattern.value, grant }
  }
  return strongest
}

export function isStronger(grant: Grant, other: Grant): boolean {
  return strengths[grant] > strengths[other]
}

const strengths: Readonly<Record<Grant, number>> = { account: 0, anyone: 1, role: 2, user: 3, session: 3, federated: 3 }

/** A token is trusted by its provider's name only; but what is denied to everyone is denied to it as well. */
function grantToToken(
  { kind, value }: PrincipalPattern,
  { provider }: Extract<Principal, { kind: 'federated' }>,
  effect: Statement['effect'],
): Grant | undefined {
  if (kind === 'Federated' && value === provider) return 'federated'
  return kind === 'AWS' && value === '*' && effect === 'Deny' ? 'anyone' : undefined
}

function grantToSigner(
  { kind, value }: PrincipalPattern,
  principal: Exclude<Principal, { kind: 'federated' }>,
  trustedIds: ReadonlyMap<string, string>,
): Grant | undefined {
  if (kind !== 'AWS') return undefined
  if (value === '*') return 'anyone'
  if (value === principal.accountId || value === `arn:aws:iam::${principal.accountId}:root`) return 'account'
  // An ARN stands for the principal that had it when it was written down: one that is deleted and created anew is another.
  const id = trustedIds.get(value) ?? value
  switch (principal.kind) {
    case 'root':
      return undefined
    case 'user':
      return id === principal.id ? 'user' : undefined
    case 'role-session':
      if (value === principal.sessionArn) return 'session'
      return id === principal.roleId ? 'role' : undefined
    case 'federated-user':
      return value === principal.arn ? 'session' : undefined
  }
}
