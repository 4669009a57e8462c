import type { StatementTrace } from '../policy/decision.ts'
import type { Explanation, RoleStep, TrustStep } from './explanation.ts'

/** What to do where the outcome is a refusal; undefined where there is nothing to add to its message. */
export function advise({ outcome, logins, pool, role, trust, tags }: Explanation): string | undefined {
  if (outcome === 'credentials') return undefined
  if (logins.some((login) => login.outcome === 'provider-unreachable')) {
    return 'Check that the provider can be reached from this machine, and that its discovery document names the very issuer that the pool knows.'
  }
  if (logins.length === 0 && !pool.allowsGuests) {
    return 'Pass a login, or let guests in: UpdateIdentityPool with AllowUnauthenticatedIdentities.'
  }
  if (role === undefined) {
    const isForeign = logins.some(({ provider, outcome }) => outcome === 'refused' && !pool.providers.includes(provider))
    if (!isForeign) return undefined
    return pool.providers.length === 0
      ? 'The pool takes no logins: name its providers with UpdateIdentityPool.'
      : `The pool takes logins of ${pool.providers.join(', ')}: the key in Logins must be one of these, character for character.`
  }
  if (role.arn === undefined) return adviseRole(role)
  if (!role.exists) return `Create the role ${role.arn}, or name one that is there with SetIdentityPoolRoles.`
  const denied = trust?.find(({ decision }) => decision !== 'allowed')
  if (denied !== undefined) return adviseTrust(denied, role.arn, tags?.size ?? 0)
  return undefined
}

function adviseRole({ outcome, mappings }: RoleStep): string | undefined {
  switch (outcome) {
    case 'no-role':
      return 'Give the pool its roles with SetIdentityPoolRoles.'
    case 'custom-role-not-allowed':
      return 'Leave CustomRoleArn out, or name a role that the login may choose: guests may choose none.'
    case 'custom-role-needed':
      return 'Pass one of the roles that the login offers as CustomRoleArn.'
    case 'denied':
      return `Add a rule that this login meets to the role mapping of ${mappings[0]?.provider}, or let its AmbiguousRoleResolution be AuthenticatedRole.`
    case 'role':
      return undefined
  }
}

function adviseTrust({ action, decision, policies }: TrustStep, arn: string, tagCount: number): string {
  const statements = policies.flatMap((policy) => policy.statements)
  if (decision === 'explicitDeny') {
    const denying = statements.find(({ applies, effect }) => applies && effect === 'Deny')
    return `The trust policy of ${arn} denies it${denying ? `: ${place(denying)}` : ''}.`
  }
  const near = statements.find(({ effect, principal, action: { matched } }) => effect === 'Allow' && principal?.matched === true && matched)
  const failed = near?.conditions.find(({ matched }) => !matched)
  if (near !== undefined && failed !== undefined) {
    const remedy = 'Change it with UpdateAssumeRolePolicy, or give the pool another role.'
    return `A condition of the trust policy of ${arn} does not hold (${place(near)}): ${failed.why} ${remedy}`
  }
  if (action === 'sts:TagSession' && tagCount > 0) {
    return `The identity has principal tags: allow sts:TagSession beside sts:AssumeRoleWithWebIdentity in the trust policy of ${arn}.`
  }
  const missing = `one with the principal {"Federated": "cognito-identity.amazonaws.com"} and the action ${action}`
  return `No statement of the trust policy of ${arn} allows it: add ${missing}.`
}

function place({ index, sid, line, column }: StatementTrace): string {
  return `statement ${sid ?? index + 1}, line ${line}, column ${column}`
}
