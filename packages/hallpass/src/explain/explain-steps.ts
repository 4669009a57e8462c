import type { Federation } from '../cognito-identity/redeem-own-token.ts'
import { isOwnProvider } from '../federation/verify-logins.ts'
import type { Pool } from '../identity/pool.ts'
import type { OpenIdClaims } from '../openid/open-id-tokens.ts'
import type { Context } from '../operation/context.ts'
import type { DryRun, TriedLogin } from './dry-run.ts'
import { explainIdentity } from './explain-identity.ts'
import { explainMappings, explainSelection } from './explain-role.ts'
import { explainTrust } from './explain-trust.ts'
import type { Explanation, LoginStep } from './explanation.ts'

export interface Asked {
  readonly pool: Pool
  /** The identity that the caller names, if any. */
  readonly identityId: string | undefined
  readonly logins: ReadonlyMap<string, string>
  readonly customRoleArn: string | undefined
}

type Steps = Omit<Explanation, 'outcome' | 'error' | 'advice'>

/** How a run of the operations ended, and for which identity, if it got that far. */
export interface Attempt {
  readonly identityId: string | undefined
  /** Undefined: the logins, or the identity that they mean, were refused. */
  readonly federation: Federation | undefined
  readonly error?: { readonly type: string; readonly message: string }
}

/** The steps of a run, up to the one that refused: of logins that do not hold there is nothing more to say. */
export async function explainSteps(
  { pool, logins, customRoleArn }: Asked,
  { identityId, federation, error }: Attempt,
  run: DryRun,
): Promise<Steps> {
  const own = await ownClaims(logins, run.ctx)
  const looked = own === undefined ? run.logins.map(explainLogin) : [explainOwnToken(own)]
  const overlooked = [...logins.keys()].filter((key) => !looked.some(({ provider }) => provider === key || (own && isOwnProvider(key))))
  const loginSteps = [...looked, ...overlooked.map((provider) => ({ provider, outcome: 'refused' as const, reason: error?.message ?? '' }))]
  const steps = {
    pool: { id: pool.id, name: pool.name, allowsGuests: pool.allowsGuests, providers: providersOf(pool) },
    logins: loginSteps,
    warnings: [],
  }
  const isVerified = loginSteps.every(({ outcome }) => outcome === 'verified')
  if (!isVerified || (logins.size === 0 && !pool.allowsGuests)) return steps
  if (federation === undefined) return { ...steps, identity: { id: identityId, outcome: 'refused', added: [], absorbed: [] } }

  const { amr, tags, selection } = federation
  const verified = run.logins.flatMap(({ verification }) => (verification.kind === 'verified' ? [verification.verified] : []))
  const mappings = explainMappings(pool, verified, customRoleArn)
  const why = explainSelection(selection, pool, mappings, logins.size === 0)
  const arn = selection.kind === 'role' ? selection.roleArn : undefined
  const federated = { ...federation, poolId: pool.id }
  const trust = arn === undefined ? undefined : await explainTrust(arn, federated, run.ctx)
  return {
    ...steps,
    identity: await explainIdentity(federation.identityId, run),
    amr,
    role: { outcome: selection.kind, arn, why, exists: trust !== undefined, mappings },
    tags,
    ...(trust && { trust: trust.steps, session: trust.session, warnings: trust.warnings }),
  }
}

function providersOf(pool: Pool): readonly string[] {
  return [
    ...pool.supportedLoginProviders.keys(),
    ...pool.userPoolClients.map(({ providerName }) => providerName),
    ...pool.openIdConnectProviderArns.map((arn) => arn.replace(/^.*?:oidc-provider\//, '')),
    ...pool.samlProviderArns,
    ...(pool.developerProviderName === undefined ? [] : [`${pool.developerProviderName} (GetOpenIdTokenForDeveloperIdentity)`]),
  ]
}

/** What the OpenID token of ours among the logins says; undefined where there is none that holds. */
export async function ownClaims(
  logins: ReadonlyMap<string, string>,
  { openIdTokens }: Pick<Context, 'openIdTokens'>,
): Promise<OpenIdClaims | undefined> {
  const [own] = [...logins].filter(([provider]) => isOwnProvider(provider))
  const verification = own && (await openIdTokens.verify(own[1]))
  return verification?.kind === 'verified' ? verification.claims : undefined
}

function explainOwnToken({ identityId, poolId, amr }: OpenIdClaims): LoginStep {
  const claims = { aud: poolId, sub: identityId, amr }
  return { provider: 'cognito-identity.amazonaws.com', outcome: 'verified', subject: identityId, claims }
}

function explainLogin({ provider, verification }: TriedLogin): LoginStep {
  switch (verification.kind) {
    case 'verified':
      return { provider, outcome: 'verified', subject: verification.verified.login.subject, claims: verification.verified.claims }
    case 'refused':
      return { provider, outcome: 'refused', reason: verification.reason }
    case 'provider-unreachable':
      return { provider, outcome: 'provider-unreachable', reason: 'The provider did not give a usable answer.' }
  }
}
