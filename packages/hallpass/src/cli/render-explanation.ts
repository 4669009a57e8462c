import type { Explanation, IdentityStep, LoginStep, MappingStep, RoleStep, RuleStep, TrustStep } from '../explain/explanation.ts'
import { detail, headline, label, quote, type Style, text } from './render-line.ts'
import { renderStatement } from './render-statement.ts'

/** An explanation for people to read on a terminal, a step a paragraph. */
export function renderExplanation(explanation: Explanation, style: Style): string {
  const { pool, logins, identity, role, tags = new Map(), trust = [], session, warnings, error, advice } = explanation
  const sections = [
    [`  ${style.strong(label('Pool'))}${quote(pool.name)} ${style.faint(pool.id)}`],
    ...(logins.length === 0 ? [[headline(pool.allowsGuests, 'Login', guestLogin(pool.allowsGuests), style)]] : []),
    ...logins.map((login) => renderLogin(login, style)),
    ...(identity ? [[headline(identity.outcome !== 'refused', 'Identity', describeIdentity(identity), style)]] : []),
    ...(role ? [renderRole(role, style)] : []),
    ...(tags.size > 0 ? [[headline(true, 'Tags', [...tags].map(([key, value]) => `${text(key)}=${text(value)}`).join(', '), style)]] : []),
    ...trust.map((step) => renderTrust(step, style)),
    ...warnings.map((warning) => ['', `${style.strong('!')} ${text(warning)}`]),
    ...(session && error === undefined ? [['', `${style.good('Credentials')} ${describeSession(session)}`]] : []),
    ...(error ? [['', `${style.bad('Refused')} with ${error.type}:`, `  ${text(error.message)}`]] : []),
    ...(advice === undefined ? [] : [['', style.strong('What to do'), `  ${text(advice)}`]]),
  ]
  return `${sections.flat().join('\n')}\n`
}

function guestLogin(allowsGuests: boolean): string {
  return allowsGuests ? 'none: a guest' : 'none, and the pool lets no guests in'
}

function renderLogin(login: LoginStep, style: Style): readonly string[] {
  const { provider } = login
  if (login.outcome !== 'verified') return [headline(false, 'Login', text(provider), style), detail(text(login.reason))]
  const claims = Object.entries(login.claims).map(([name, value]) => style.faint(`${text(name)}: ${shown(value)}`))
  return [headline(true, 'Login', `${text(provider)} says ${quote(login.subject)}`, style), ...claims.map(detail)]
}

function describeIdentity({ id, outcome, added, absorbed }: IdentityStep): string {
  switch (outcome) {
    case 'known':
      return `${id} has these logins`
    case 'guest':
      return `${id} is a guest`
    case 'new':
      return added.length === 0 ? 'a new guest would be made' : `a new one would be made, with the logins of ${added.map(text).join(', ')}`
    case 'linked':
      return `${id} would be given the logins of ${added.map(text).join(', ')}`
    case 'merged':
      return `${id} would take in ${absorbed.join(', ')}`
    case 'refused':
      return id === undefined ? 'there can be none with these logins' : `${text(id)} may not be used`
  }
}

function renderRole({ arn, why, exists, mappings }: RoleStep, style: Style): readonly string[] {
  const says = arn === undefined ? 'none' : `${text(arn)}${exists ? '' : ', which does not exist'}`
  return [headline(exists, 'Role', says, style), detail(text(why)), ...mappings.flatMap((mapping) => renderMapping(mapping, style))]
}

function renderMapping({ provider, type, rules, claims, role, ambiguousRoleResolution }: MappingStep, style: Style): readonly string[] {
  const undecided = ambiguousRoleResolution === 'Deny' ? 'deny' : 'the role for authenticated identities'
  return [
    detail(style.faint(`role mapping of ${text(provider)}, by ${type === 'Rules' ? 'rules' : 'the token'}:`)),
    ...rules.map((rule, index) => detail(`  ${index + 1}. ${describeRule(rule, style)}`)),
    ...Object.entries(claims).map(([name, value]) =>
      detail(`  ${name}: ${value === null ? style.faint('not in the token') : shown(value)}`),
    ),
    detail(`  ${role === undefined ? `undecided: ${undecided}` : `yields ${text(role)}`}`),
  ]
}

function describeRule({ claim, matchType, value, claimValues, matched, role }: RuleStep, style: Style): string {
  const test = `${text(claim)} ${matchType} ${quote(value)}`
  const says = claimValues === null ? 'the login has no such claim' : `the login says ${claimValues.map(quote).join(', ') || 'nothing'}`
  return matched ? `${style.good('yes')} ${test} gives ${text(role)}` : `${style.bad('no ')} ${test}: ${says}`
}

function renderTrust({ action, decision, policies }: TrustStep, style: Style): readonly string[] {
  const verdict = { allowed: 'allowed', explicitDeny: 'denied', implicitDeny: 'not allowed' }[decision]
  const statements = policies.flatMap((policy) => policy.statements)
  return [
    headline(decision === 'allowed', 'Trust', `${action} is ${verdict} by the role's trust policy`, style),
    ...statements.flatMap((statement) => renderStatement(statement, style)),
  ]
}

function describeSession({ arn, duration, isGuest, upstream }: NonNullable<Explanation['session']>): string {
  const within = isGuest ? ', within the session policy for guests' : ''
  if (upstream !== undefined) {
    const { name, kind, endpoint, roleArn } = upstream
    return `of ${text(roleArn)}${within}, if the upstream ${text(name)} (${kind}, ${text(endpoint)}) agrees: it was not asked.`
  }
  return `of ${text(arn)} for ${duration / 60} minutes${within}.`
}

const maxShown = 200

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? ''
  return text(json.length > maxShown ? `${json.slice(0, maxShown)}…` : json)
}
