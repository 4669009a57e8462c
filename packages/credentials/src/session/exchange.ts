import { isIdentityGone } from '../errors/classify.ts'
import { NotAuthenticatedError } from '../errors/client-errors.ts'
import type { Connection } from '../identity/connect.ts'
import { requestCredentials, requestIdentityId } from '../identity/requests.ts'
import { required } from '../identity/required.ts'
import { requestRoleCredentials } from '../identity/role-credentials.ts'
import { type LoginRound, withLoginTokens } from '../logins/login-tokens.ts'
import type { IdentityIdStore } from '../stores/identity-id-store.ts'
import { within } from '../transport/call-context.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { UnlinkIdentityCommand } from '../v3/commands.ts'
import type { ResolvedLogins } from '../v3/Logins.ts'
import type { SessionOptions } from './session.ts'
import { type FoundIdentity, guest, isGuest, type Standing } from './standing.ts'

/** What the service gave for a standing. */
export interface Outcome {
  readonly credentials: CognitoIdentityCredentials
  /** The identity that was asked for: the credentials may be another's. */
  readonly asked: string
  /** The identity that was known before, in memory or in the store. */
  readonly former?: string | undefined
  readonly tokens?: ResolvedLogins | undefined
}

/** How an exchange is made. */
export interface ExchangeRound {
  readonly signal: AbortSignal
  readonly forceRefresh?: boolean | undefined
  /** Whether the answer will count no longer. */
  isStale(): boolean
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
  const { client, clock } = connection
  const { identityPoolId, accountId, customRoleArn } = options

  const asker =
    (logins: Tokens): Ask =>
    (signal) =>
      requestIdentityId(client, { accountId, identityPoolId, logins }, connection.context(signal))

  async function withTokens<T>(standing: Standing, round: Omit<LoginRound, 'clock'>, run: (tokens: Tokens) => Promise<T>): Promise<T> {
    return withLoginTokens(standing.logins, { clock, ...round }, run)
  }

  function check(standing: Standing): void {
    required('identityPoolId', identityPoolId)
    if (options.flow === 'basic') required('roleArn', options.roleArn)
    if (options.guest === false && isGuest(standing)) {
      throw new NotAuthenticatedError('Nobody is signed in, and this session has no guests: call login first.')
    }
  }

  async function found(standing: Standing, ask: Ask, signal?: AbortSignal): Promise<FoundIdentity> {
    const { identityId, user, finding, former = finding } = standing
    if (identityId) return { identityId, isFresh: false }
    if (isGuest(standing)) {
      return finding.run(async (flight) => {
        const { identityId, isStored } = await store.readOrMake(guest, () => ask(flight), flight)
        return { identityId, isFresh: !isStored }
      }, signal)
    }
    // Whoever was a guest stays the same: here, or on an earlier page.
    const stored = (await store.read(guest)) ?? (former.isRunning || user === undefined ? undefined : await store.read(user))
    if (stored) return { identityId: stored, isFresh: false }
    const load = async (flight: AbortSignal) => ({ identityId: await ask(flight), isFresh: true })
    if (former.isRunning) {
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

  function credentialsOf(identityId: string, logins: Tokens, signal: AbortSignal): Promise<CognitoIdentityCredentials> {
    return options.flow === 'basic'
      ? requestRoleCredentials(connection, identityId, logins, options, signal)
      : requestCredentials(client, { identityId, customRoleArn, logins }, connection.context(signal))
  }

  return {
    async find(standing) {
      check(standing)
      const ask: Ask = (signal) => withTokens(standing, { signal }, (tokens) => asker(tokens)(signal))
      return (await found(standing, ask)).identityId
    },

    async credentials(standing, { signal, forceRefresh, isStale }) {
      check(standing)
      const memory = { tokens: standing.tokens }
      let former: string | undefined
      let asked = ''
      const credentials = await withTokens(standing, { signal, forceRefresh, memory }, async (tokens) => {
        const ask = asker(tokens)
        // A second round, with fresh tokens, is about the same identity.
        if (!asked) {
          const { identityId, isFresh } = await found(standing, ask, signal)
          asked = identityId
          if (!isFresh) former = identityId
        }
        try {
          return await credentialsOf(asked, tokens, signal)
        } catch (error) {
          if (asked !== former || !isIdentityGone(error) || isStale()) throw error
          asked = await next(standing, ask, signal)
          return credentialsOf(asked, tokens, signal)
        }
      })
      return { credentials, asked, former, ...memory }
    },

    async unlink(standing, LoginsToRemove, signal) {
      check(standing)
      await withTokens(standing, { signal, memory: { tokens: standing.tokens } }, async (Logins) => {
        const { identityId: IdentityId } = await found(standing, asker(Logins), signal)
        await client.send(within(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove }), connection.context(signal)))
      })
    },
  }
}
