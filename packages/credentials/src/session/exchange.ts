import { isIdentityGone } from '../errors/classify.ts'
import { NotAuthenticatedError } from '../errors/client-errors.ts'
import type { Connection } from '../identity/connect.ts'
import { requestCredentials, requestIdentityId } from '../identity/requests.ts'
import { required } from '../identity/required.ts'
import { requestRoleCredentials } from '../identity/role-credentials.ts'
import { type LoginRound, withLoginTokens } from '../logins/login-tokens.ts'
import { type FoundIdentity, guest, type IdentityIdStore } from '../stores/identity-id-store.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { UnlinkIdentityCommand } from '../v3/commands.ts'
import type { ResolvedLogins } from '../v3/Logins.ts'
import type { SessionOptions } from './session.ts'
import { isGuest, type Standing } from './standing.ts'

/** How an exchange is made. */
export interface ExchangeRound {
  readonly signal: AbortSignal
  readonly forceRefresh?: boolean | undefined
  /** Whether the answer will count no longer, though nobody has ended the exchange. */
  isStale?(): boolean
}

/**
 * The requests of a session. They note in the standing that they are given what they learn: its identity, the one that was known before, its
 * tokens. They do not change who the session is nor, but for guests, the store.
 */
export interface Exchange {
  /** The identity of a standing: the known one, else the store's, else the one that the service names. */
  find(target: Standing): Promise<string>
  /** Credentials of a standing; of another identity than the one that was asked for where the service says so. */
  credentials(target: Standing, round: ExchangeRound): Promise<CognitoIdentityCredentials>
  unlink(target: Standing, providers: readonly string[], signal: AbortSignal): Promise<unknown>
}

type Ask = (signal: AbortSignal) => Promise<string>

export function createExchange(options: SessionOptions, connection: Connection, store: IdentityIdStore): Exchange {
  const { identityPoolId: IdentityPoolId, accountId: AccountId, customRoleArn: CustomRoleArn, flow } = options

  /** Runs with the tokens and the identity of a standing, and with a way to ask for another identity. */
  async function inIdentity<T>(
    target: Standing,
    round: Pick<LoginRound, 'signal' | 'forceRefresh'>,
    run: (identity: { readonly IdentityId: string; readonly Logins: ResolvedLogins | undefined }, ask: Ask) => Promise<T>,
  ): Promise<T> {
    required('identityPoolId', IdentityPoolId)
    if (flow === 'basic') required('roleArn', options.roleArn)
    if (options.guest === false && isGuest(target)) throw new NotAuthenticatedError('Nobody is signed in: call login first')
    return withLoginTokens(target.logins, { clock: connection.clock, memory: target, ...round }, async (Logins) => {
      const ask: Ask = (signal) => requestIdentityId(connection, { AccountId, IdentityPoolId, Logins }, signal)
      // A second round, with fresh tokens, is about the same identity.
      if (!target.identityId) Object.assign(target, await find(target, ask, round.signal))
      // It is known now.
      return run({ IdentityId: target.identityId as string, Logins }, ask)
    })
  }

  async function find(target: Standing, ask: Ask, signal: AbortSignal | undefined): Promise<FoundIdentity> {
    const { user, finding, findingGuest = finding } = target
    if (isGuest(target)) return finding.run((flight) => store.readOrMake(guest, () => ask(flight), flight), signal)
    // Whoever was a guest stays the same: here, or on an earlier page.
    const stored = (await store.read(guest)) || (user && !findingGuest.isRunning() && (await store.read(user)))
    if (stored) return { identityId: stored, isFresh: false }
    const load = async (flight: AbortSignal) => ({ identityId: await ask(flight), isFresh: true })
    if (findingGuest.isRunning()) {
      try {
        return await findingGuest.run(load, signal)
      } catch (error) {
        // The pool may want no guests, but users.
        if (signal?.aborted) throw error
      }
    }
    return finding.run(load, signal)
  }

  async function another(target: Standing, ask: () => Promise<string>, signal: AbortSignal): Promise<string> {
    if (!isGuest(target)) return ask()
    await store.remove(guest)
    return (await store.readOrMake(guest, ask, signal)).identityId
  }

  return {
    find: (target) => inIdentity(target, {}, async ({ IdentityId }) => IdentityId),

    credentials: (target, { signal, forceRefresh, isStale }) =>
      inIdentity(target, { signal, forceRefresh }, async (identity, ask) => {
        const request = (IdentityId: string) =>
          flow === 'basic'
            ? requestRoleCredentials(connection, { ...identity, IdentityId }, options, signal)
            : requestCredentials(connection, { ...identity, IdentityId, CustomRoleArn }, signal)
        if (!target.isFresh) target.former ??= identity.IdentityId
        try {
          return await request(identity.IdentityId)
        } catch (error) {
          if (target.isFresh || !isIdentityGone(error) || signal.aborted || isStale?.()) throw error
          target.identityId = await another(target, () => ask(signal), signal)
          target.isFresh = true
          return request(target.identityId)
        }
      }),

    unlink: (target, LoginsToRemove, signal) =>
      inIdentity(target, { signal }, (identity) => connection.send(new UnlinkIdentityCommand({ ...identity, LoginsToRemove }), signal)),
  }
}
