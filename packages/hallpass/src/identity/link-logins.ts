import { type Identity, maxLogins } from './identity.ts'
import { type Login, sameLogin } from './login.ts'

/** What is to be done so that all the given logins belong to one identity. */
export type Linking =
  | { readonly kind: 'linked'; readonly target: Identity | 'new'; readonly absorbed: readonly Identity[]; readonly added: readonly Login[] }
  | LinkingRefusal

export type LinkingRefusal =
  | { readonly kind: 'logins-do-not-match' }
  | { readonly kind: 'developer-user-already-registered' }
  | { readonly kind: 'two-users-of-one-provider'; readonly provider: string }
  | { readonly kind: 'too-many-logins' }

export interface LinkingRequest {
  /** The enabled identity that the caller names, if any. */
  readonly named: Identity | undefined
  /** The logins that were verified. */
  readonly logins: readonly Login[]
  /** The distinct enabled identities that own any of `logins`. */
  readonly owners: readonly Identity[]
  /** The pool's developer provider: the only one of which an identity may hold several users. */
  readonly developerProvider: string | undefined
}

/**
 * Decides which identity the logins belong to. An authenticated identity that is named keeps its id, and must own one of them;
 * otherwise the oldest owner takes the others in; where nobody owns one, the named guest or a new identity does.
 * Source: Cognito developer guide, "Authentication flow"; the survivor of two authenticated identities is our decision.
 */
export function linkLogins({ named, logins, owners, developerProvider }: LinkingRequest): Linking {
  // In an order of their own: what is told of several does not depend on how a database finds them.
  const others = owners.filter((owner) => owner.id !== named?.id).sort(oldestFirst)
  const isTaken = (login: Login) => login.provider === developerProvider && others.some((owner) => owns(owner, login))
  if (named !== undefined && logins.some(isTaken)) return { kind: 'developer-user-already-registered' }

  const isAuthenticated = named !== undefined && named.logins.length > 0
  if (isAuthenticated && others.length === owners.length) return { kind: 'logins-do-not-match' }

  const target = isAuthenticated ? named : (others[0] ?? named ?? 'new')
  return link(
    target,
    [...others, ...(named ? [named] : [])].filter((identity) => identity !== target),
    logins,
    developerProvider,
  )
}

/** Decides whether `target` can take in all the logins of `absorbed` and these `logins` besides. */
export function link(
  target: Identity | 'new',
  absorbed: readonly Identity[],
  logins: readonly Login[],
  developerProvider: string | undefined,
): Linking {
  const held = [...(target === 'new' ? [] : [target]), ...absorbed].flatMap((identity) => identity.logins)
  const isNew = (login: Login) => !held.some((other) => sameLogin(login, other))
  // A login that is given twice is one login.
  const added = logins.filter((login, index) => isNew(login) && logins.findIndex((other) => sameLogin(login, other)) === index)

  const all = [...held, ...added]
  const users = new Map<string, string>()
  for (const { provider, subject } of all) {
    if (provider === developerProvider) continue
    if ((users.get(provider) ?? subject) !== subject) return { kind: 'two-users-of-one-provider', provider }
    users.set(provider, subject)
  }
  // Only growth is refused: an identity that is full goes on working.
  if (all.length > maxLogins && (added.length > 0 || absorbed.length > 0)) return { kind: 'too-many-logins' }
  return { kind: 'linked', target, absorbed, added }
}

/** Whether carrying out this decision writes anything. */
export function changesNothing(linking: Linking): boolean {
  return linking.kind !== 'linked' || (linking.target !== 'new' && linking.absorbed.length === 0 && linking.added.length === 0)
}

function owns(identity: Identity, login: Login): boolean {
  return identity.logins.some((other) => sameLogin(login, other))
}

function oldestFirst(a: Identity, b: Identity): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}
