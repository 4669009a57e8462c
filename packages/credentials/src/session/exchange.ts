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

/** What the service gave for a standing. */
export interface Outcome {
  readonly credentials: CognitoIdentityCredentials
  /** The identity that was asked for, where the credentials may be another's. */
  readonly asked?: string | undefined
  /** The identity that was known before, in memory or in the store. */
  readonly former?: string | undefined
  readonly tokens?: ResolvedLogins | undefined
}

/** How an exchange is made. */
export interface ExchangeRound {
  readonly signal: AbortSignal
  readonly forceRefresh?: boolean | undefined
  /** Whether the answer will count no longer, though nobody has ended the exchange. */
  isStale?(): boolean
}

/** The requests of a session. They change neither its standing nor, but for guests, the store. */
export interface Exchange {
  /** The identity of a standing: the known one, else the store's, else the one that the service names. */
  find(standing: Standing): Promise<string>
  /** Credentials of a standing; of another identity than the known one where the service says so. */
  credentials(standing: Standing, round: ExchangeRound): Promise<Outcome>
  unlink(standing: Standing, providers: readonly string[], signal: AbortSignal): Promise<void>
}

type Tokens = ResolvedLogins | undefined
type Ask = (signal: AbortSignal) => Promise<string>

export function createExchange(options: SessionOptions, connection: Connection, store: IdentityIdStore): Exchange {
  const { clock } = connection
  const { identityPoolId: IdentityPoolId, accountId: AccountId, customRoleArn: CustomRoleArn } = options

  /** Runs with the identity and the tokens of a standing, and with a way to ask for another identity. */
  async function inIdentity<T>(
    standing: Standing,
    round: Omit<LoginRound, 'clock'>,
    run: (found: { -readonly [K in keyof FoundIdentity]: FoundIdentity[K] }, tokens: Tokens, ask: Ask) => Promise<T>,
  ): Promise<T> {
    required('identityPoolId', IdentityPoolId)
    if (options.flow === 'basic') required('roleArn', options.roleArn)
    if (options.guest === false && isGuest(standing)) throw new NotAuthenticatedError('Nobody is signed in')
    let found: FoundIdentity | undefined
    return withLoginTokens(standing.logins, { clock, ...round }, async (Logins) => {
      const ask: Ask = (signal) => requestIdentityId(connection, { AccountId, IdentityPoolId, Logins }, signal)
      // A second round, with fresh tokens, is about the same identity.
      found ??= { ...(await find(standing, ask, round.signal)) }
      return run(found, Logins, ask)
    })
  }

  async function find(standing: Standing, ask: Ask, signal: AbortSignal | undefined): Promise<FoundIdentity> {
    const { identityId, user, finding, former = finding } = standing
    if (identityId) return { identityId, isFresh: false }
    if (isGuest(standing)) {
      return finding.run((flight) => store.readOrMake(guest, () => ask(flight), flight), signal)
    }
    // Whoever was a guest stays the same: here, or on an earlier page.
    const stored = (await store.read(guest)) || (user && !former.isRunning() && (await store.read(user)))
    if (stored) return { identityId: stored, isFresh: false }
    const load = async (flight: AbortSignal) => ({ identityId: await ask(flight), isFresh: true })
    if (former.isRunning()) {
      try {
        return await former.run(load, signal)
      } catch (error) {
        // The pool may want no guests, but users.
        if (signal?.aborted) throw error
      }
    }
    return finding.run(load, signal)
  }

  async function next(standing: Standing, ask: Ask, signal: AbortSignal): Promise<string> {
    if (!isGuest(standing)) return ask(signal)
    await store.remove(guest)
    return (await store.readOrMake(guest, () => ask(signal), signal)).identityId
  }

  function credentialsOf(IdentityId: string, Logins: Tokens, signal: AbortSignal): Promise<CognitoIdentityCredentials> {
    return options.flow === 'basic'
      ? requestRoleCredentials(connection, { IdentityId, Logins }, options, signal)
      : requestCredentials(connection, { IdentityId, CustomRoleArn, Logins }, signal)
  }

  return {
    find: (standing) => inIdentity(standing, {}, async ({ identityId }) => identityId),

    async credentials(standing, { signal, forceRefresh, isStale }) {
      const memory = { tokens: standing.tokens }
      let former: string | undefined
      let asked = ''
      const credentials = await inIdentity(standing, { signal, forceRefresh, memory }, async (found, tokens, ask) => {
        asked = found.identityId
        if (!found.isFresh) former ??= asked
        try {
          return await credentialsOf(asked, tokens, signal)
        } catch (error) {
          if (found.isFresh || !isIdentityGone(error) || signal.aborted || isStale?.()) throw error
          found.identityId = asked = await next(standing, ask, signal)
          found.isFresh = true
          return credentialsOf(asked, tokens, signal)
        }
      })
      return { credentials, asked, former, ...memory }
    },

    unlink: (standing, LoginsToRemove, signal) =>
      inIdentity(standing, { signal, memory: { tokens: standing.tokens } }, async ({ identityId: IdentityId }, Logins) => {
        await connection.send(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove }), signal)
      }),
  }
}
