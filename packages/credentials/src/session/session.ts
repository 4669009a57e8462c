/// <reference lib="esnext.disposable" preserve="true" />
import type { CacheOptions } from '../cache/credential-cache.ts'
import type { CachingProvider } from '../cache/provider.ts'
import type { Emitter } from '../events/emitter.ts'
import type { Events } from '../events/events.ts'
import type { ConnectionOptions } from '../identity/options.ts'
import type { BasicFlow } from '../identity/role-credentials.ts'
import type { FormerClient } from '../stores/adopting-storage.ts'
import type { CognitoIdentityCredentials } from '../v3/CognitoIdentityCredentials.ts'
import type { Logins, LoginToken } from '../v3/Logins.ts'
import type { Storage } from '../v3/Storage.ts'

/** Where and how a session gets its identity and its credentials. */
export interface SessionOptions extends ConnectionOptions, BasicFlow, CacheOptions {
  /** The pool, `REGION:UUID`. */
  readonly identityPoolId: string
  /** Twelve digits; the service finds the pool without it. */
  readonly accountId?: string | undefined
  /** Who is signed in already: the first call for credentials does what `login` does. */
  readonly logins?: Logins | undefined
  /** The name of the user of `logins` in the store: see {@link LoginOptions.user}. */
  readonly user?: string | undefined
  /** The role to assume, where the identity may have several. */
  readonly customRoleArn?: string | undefined
  /** Whether there are guests. False: without a login every call is rejected with `NotAuthenticatedError`. True unless told. */
  readonly guest?: boolean | undefined
  /** Where identity ids are kept; unless told, IndexedDB, else the page's local storage, else memory. */
  readonly storage?: Storage | Map<string, string> | undefined
  /** Former clients whose guest is taken over where there is none of our own. */
  readonly adoptFrom?: readonly FormerClient[] | undefined
  /** What `dehydrate` gave on the server. */
  readonly initial?: Dehydrated | undefined
  /**
   * Where credentials outlive the page: `session` stands for `sessionStorage`. Unless told, nowhere. Those of guests are kept, and those
   * of users who have a name in the store; `logout` removes them.
   */
  readonly persist?: 'session' | Storage | Map<string, string> | undefined
  /**
   * What the tabs of one browser tell each other. True: identity, login and logout. Only who has the same identity, or the same store,
   * listens, and emits the events of those names too: a logout is theirs as well, and a guest whose identity becomes a user's elsewhere
   * is another guest from the next call on, since no tab learns the tokens of another. `credentials`: the live credentials as well, so
   * that one tab refreshes for all. False: nothing. Unless told, true; outside a page, false where `storage` is missing or in memory:
   * on a server the sessions of one process would hear each other.
   */
  readonly crossTab?: boolean | 'credentials' | undefined
  /** Closes the session when it fires. */
  readonly signal?: AbortSignal | undefined
}

export interface LoginOptions {
  /** Names the user in the store, so that the identity is known again after a reload. Not a secret; the name of an account, say. */
  readonly user?: string | undefined
  /** Forgets the logins so far; without it the new one is added to them, and the service links it to the identity. */
  readonly replace?: boolean | undefined
  /** Ends the wait, and the login. */
  readonly signal?: AbortSignal | undefined
}

/** What a login led to; the event `login` tells the same. */
export type LoginResult = Events['login']

export interface LogoutOptions {
  /** Forgets only this login. Where it is the last one, everything ends as without it. */
  readonly provider?: string | undefined
  /** Has the service forget first that the logins belong to the identity. */
  readonly unlink?: boolean | undefined
}

/** A moment of a session. The object is frozen, and stays the same one until something changes. */
export interface SessionState {
  /** `new` until an identity is known. */
  readonly status: 'new' | 'guest' | 'user' | 'closed'
  readonly identityId: string | undefined
  /** The providers that the user is signed in with. */
  readonly providers: readonly string[]
  /** When the credentials end, in local time; undefined without credentials. */
  readonly expiration: Date | undefined
  /** The user's name in the store. */
  readonly user: string | undefined
}

/** What a server tells the page about the identity. */
export interface Dehydrated {
  readonly identityId?: string | undefined
}

/** A guest who may become a user, and one again. Each of its functions may be called detached. */
export interface Session extends Pick<Emitter, 'on' | 'off'>, Pick<CachingProvider, 'invalidate' | 'reportRejected'>, AsyncDisposable {
  /** The provider for SDK clients: it keeps the credentials, and renews them ahead of time. */
  readonly credentials: CachingProvider<CognitoIdentityCredentials>
  /**
   * Signs in. Until it succeeds everything stays as it is, and a failure changes nothing. The guest's identity becomes the user's; where
   * the user has had one already, the service names that, and it is used from then on (`merged`).
   * @throws {SupersededError} a later `login` or `logout` took its place
   * @throws {LoginTokenError | IdentityServiceError | NetworkError | TimeoutError | ConfigurationError | ClosedError | AbortError}
   */
  login(provider: string, token: LoginToken, options?: LoginOptions | undefined): Promise<LoginResult>
  /** Signs in with several logins at once. */
  login(logins: Logins, options?: LoginOptions | undefined): Promise<LoginResult>
  /** Signs in with an ID token, whose issuer names the provider. */
  login(idToken: string, options?: LoginOptions | undefined): Promise<LoginResult>
  /**
   * Signs out: calls that wait are rejected with `AbortError`; credentials, logins and identity are forgotten, in the store and in other
   * tabs of the same identity too. The next call is a new guest's.
   * @throws what `UnlinkIdentity` fails with, where `unlink` was asked for: then nothing has changed
   */
  logout(options?: LogoutOptions | undefined): Promise<void>
  /** Asks the service for new credentials now. */
  refresh(): Promise<CognitoIdentityCredentials>
  /** The identity, without credentials: the service is asked only where nobody knows it. */
  identityId(): Promise<string>
  readonly state: SessionState
  /** The same as `state`; with `subscribe` it is what React's `useSyncExternalStore` takes. */
  getSnapshot(): SessionState
  /** Has `listener` called whenever `state` has changed, until the function that this returns is called. */
  subscribe(listener: () => void): () => void
  /**
   * What the older SDK's programs write to: after `session.params.Logins[provider] = token; session.expired = true` the next call for
   * credentials does what `login` does. It is not enumerable, since it holds tokens.
   */
  readonly params: { readonly IdentityPoolId: string; readonly AccountId: string | undefined; Logins: Logins }
  expired: boolean
  /** What a server-side rendering may tell the page: the identity, and nothing else. */
  dehydrate(): Dehydrated
  /** Ends everything, for good: calls that wait, timers, the channel to other tabs. Every later call is rejected with `ClosedError`. */
  close(): void
}
