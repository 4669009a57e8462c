import { createCache } from '../cache/credential-cache.ts'
import { cachingProvider } from '../cache/provider.ts'
import { ClosedError, SupersededError } from '../errors/client-errors.ts'
import { createEmitter } from '../events/emitter.ts'
import { connect } from '../identity/connect.ts'
import { hasLogins } from '../logins/login-tokens.ts'
import { adoptingStorage } from '../stores/adopting-storage.ts'
import { asStorage } from '../stores/as-storage.ts'
import { createIdStore, guest } from '../stores/identity-id-store.ts'
import { openTabChannel } from '../tabs/tab-channel.ts'
import type { TabMessage } from '../tabs/tab-message.ts'
import { createFlight, type Flight } from '../transport/flight.ts'
import type { CognitoIdentityCredentials, ProviderCallOptions } from '../v3/CognitoIdentityCredentials.ts'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import { localStorage } from '../v3/localStorage.ts'
import { createExchange } from './exchange.ts'
import { keepCredentials } from './kept-credentials.ts'
import { scopeOf } from './portable-credentials.ts'
import { type LoginArguments, readLogin } from './read-login.ts'
import type { LoginResult, LogoutOptions, Session, SessionOptions } from './session.ts'
import { shareCredentials } from './shared-credentials.ts'
import { isGuest, nobody, type Standing, slotOf, without } from './standing.ts'
import { createStateView } from './state-view.ts'

export type { Dehydrated, LoginOptions, LoginResult, LogoutOptions, Session, SessionOptions, SessionState } from './session.ts'

/**
 * A session with an identity pool: a guest at first, a user after `login`, a guest again after `logout`. Making one sends nothing and
 * never throws; what is wrong with the options is told by the first call, as `ConfigurationError`.
 */
export function createSession(options: SessionOptions): Session {
  const { identityPoolId, accountId, signal, storage, adoptFrom, persist } = options
  const emitter = createEmitter(options.events)
  const { emit, on, off } = emitter
  const connection = connect(options, () => identityPoolId, emit)
  const { clock } = connection
  const area = storage ? asStorage(storage) : localStorage()
  // What is in memory outside a page is for nobody else: on a server, each request has a session of its own.
  const { crossTab = !(area instanceof InMemoryStorage) || 'document' in globalThis } = options
  const store = createIdStore({ storage: adoptFrom ? adoptingStorage(area, adoptFrom) : area, identityPoolId, emit })
  const persisted = persist ? keepCredentials(persist, { pool: identityPoolId, clock, emit, store }) : undefined
  const exchange = createExchange(options, connection, store)
  const cache = createCache(load, { clock, emit, options })
  const tabs = crossTab && identityPoolId ? openTabChannel(`hallpass:${identityPoolId}`, hear) : undefined
  const params: Session['params'] = { IdentityPoolId: identityPoolId, AccountId: accountId, Logins: { ...options.logins } }

  let standing = nobody(options.initial?.identityId, options.user)
  let credentials: CognitoIdentityCredentials | undefined
  /** The login, or the unlinking, that is under way; a later one ends it. */
  let attempt = createFlight<unknown>()
  let latest: AbortSignal | undefined
  let isExpired = false
  /** Whether credentials of an earlier page, or of another tab, will do; and the search for the former. */
  let takesOthers = true
  let reading: Promise<CognitoIdentityCredentials | undefined> | undefined
  /** Who this guest has become in another tab. */
  let elsewhere = ''
  let closed: ClosedError | undefined
  const { show, getSnapshot, subscribe } = createStateView(emitter)
  const update = () => show(standing, credentials?.expiration, !!closed)
  update()
  /** Who the session is to be: with the logins that were accepted, and those that were written since. */
  const wanted = (): Standing => ({ ...standing, logins: { ...params.Logins } })
  const whose = () => ({ identityId: standing.identityId, scope: scopeOf(standing, options) })
  const adopt = (found: CognitoIdentityCredentials) => void commit(standing, found, false, true)
  const shared =
    crossTab === 'credentials' && tabs ? shareCredentials({ tabs, clock, whose, current: () => cache.peek(), adopt }) : undefined

  const session = {
    credentials: cachingProvider({ ...cache, invalidate, reportRejected }),
    ...{ login, logout, identityId, invalidate, reportRejected, close, on, off, getSnapshot, subscribe },
    refresh: () => cache.get({ forceRefresh: true }),
    dehydrate: () => ({ identityId: standing.identityId }),
    get state() {
      return getSnapshot()
    },
    get expired() {
      return isExpired
    },
    set expired(value: boolean) {
      isExpired = value
      if (value) become({ ...standing })
    },
    // Where there is no such symbol, nobody asks for it.
    [Symbol.asyncDispose ?? 'asyncDispose']: async () => close(),
  }
  signal?.addEventListener('abort', close)
  if (signal?.aborted) close()
  // It holds tokens: whoever prints the session does not see it.
  return Object.defineProperty(session, 'params', { value: params }) as typeof session &
    Pick<Session, 'params' | typeof Symbol.asyncDispose>

  async function load({ callerClientConfig, forceRefresh }: ProviderCallOptions, flight: AbortSignal): Promise<CognitoIdentityCredentials> {
    // A load that is repeated has the same signal: something new has come in the meantime, perhaps credentials.
    const held = flight === latest && cache.peek()
    latest = flight
    if (held) return held
    connection.caller = callerClientConfig ?? connection.caller
    const mine = standing
    const target = wanted()
    const isLogin = !isGuest(target) && (isExpired || hasLogins(without(target.logins, Object.keys(mine.logins))))
    // Whatever changes the standing drops the cache too, which then has the load repeated.
    const isStale = () => mine !== standing || flight.aborted

    const take = (found: CognitoIdentityCredentials, isNew: boolean) => {
      if (!isStale()) void commit(target, found, isNew)
      return found
    }
    const ask = async () => take(await exchange.credentials(target, { signal: flight, forceRefresh, isStale }), isLogin)
    if (forceRefresh || !takesOthers) return ask()
    reading = credentials ? undefined : persisted?.read(slotOf(target), scopeOf(target, options))
    const found = await reading
    if (found) return take(found, false)
    if (!shared || isLogin) return ask()
    await identityId()
    return shared.get(ask, flight)
  }

  async function login(...given: LoginArguments): Promise<LoginResult> {
    refuseClosed()
    const { logins, options } = readLogin(given)
    const { replace, user = replace ? undefined : standing.user, signal } = options
    const [target, found] = await overtake<[Standing, CognitoIdentityCredentials]>()(async (flight) => {
      // The guest who is asked for only then is the one to sign in.
      await reading
      const target = {
        ...nobody(standing.identityId, user),
        logins: { ...(replace ? {} : params.Logins), ...logins },
        tokens: standing.tokens,
        findingGuest: standing.finding,
      }
      return [target, await exchange.credentials(target, { signal: flight })]
    }, signal)
    params.Logins = { ...target.logins }
    return commit(target, found, true, true)
  }

  /**
   * Makes the session what the service has answered, all at once; resolves when that is in the store.
   * @param isAside whether the cache does not know the credentials yet
   */
  async function commit(target: Standing, found: CognitoIdentityCredentials, isLogin: boolean, isAside = false): Promise<LoginResult> {
    const { identityId, accessKeyId, expiration } = found
    const { identityId: asked = identityId, logins, user, tokens, former } = target
    const known = standing.identityId
    const previous = known ?? former
    const result = { identityId, previous, merged: asked === previous && identityId !== previous }
    const [slot, formerSlot] = [slotOf(target), slotOf(standing)]
    standing = { ...nobody(identityId, user), logins, tokens }
    credentials = found
    isExpired = false
    takesOthers = true
    if (isAside) cache.set(credentials)

    const isUnsaved = isLogin || identityId !== asked || identityId === options.initial?.identityId
    const saved = [
      isLogin && store.remove(guest),
      slot && isUnsaved && store.write(slot, identityId),
      slot !== formerSlot && persisted?.remove(formerSlot),
      persisted?.write(slot, scopeOf(target, options), credentials),
    ]
    update()
    if (identityId !== known) emit('identity', { identityId, previous: known })
    if (isLogin) emit('login', result)
    emit('credentials', { identityId, accessKeyId, expiration })
    if (isLogin || identityId !== previous) tabs?.post({ type: isLogin ? 'login' : 'identity', identityId, previous })
    if (isLogin || !isAside) shared?.offer(credentials)
    await Promise.all(saved)
    return result
  }

  async function logout({ provider, unlink }: LogoutOptions = {}): Promise<void> {
    refuseClosed()
    const leaving = Object.keys(params.Logins).filter((name) => provider === undefined || name === provider)
    if (provider !== undefined && leaving.length === 0) return
    const run = overtake<unknown>()
    if (unlink && leaving.length > 0) {
      const target = wanted()
      await run((flight) => exchange.unlink(target, leaving, flight))
    }
    const rest = without(params.Logins, leaving)
    if (!hasLogins(rest)) return signOut()
    params.Logins = rest
    stop()
    become({ ...standing, logins: without(standing.logins, leaving) })
  }

  /** @param heard whose signing out was heard of: of the store, only what is theirs is to go */
  async function signOut(heard?: string): Promise<void> {
    const { identityId: previous, user } = standing
    const removed = [slotOf(standing), user].map((slot) => slot && [store.remove(slot, heard), persisted?.remove(slot)])
    overtake()
    stop()
    params.Logins = {}
    isExpired = false
    takesOthers = false
    become(nobody())
    emit('logout', { previous })
    if (!heard) tabs?.post({ type: 'logout', previous })
    await Promise.all(removed.flat())
  }

  async function identityId(): Promise<string> {
    refuseClosed()
    const mine = standing
    if (mine.identityId) return mine.identityId
    const identityId = await exchange.find(wanted())
    if (learn(mine, identityId)) tabs?.post({ type: 'identity', identityId })
    return identityId
  }

  function learn(mine: Standing, identityId: string, previous?: string): boolean {
    if (mine !== standing || mine.identityId) return false
    mine.identityId = identityId
    update()
    emit('identity', { identityId, previous })
    return true
  }

  function hear(message: TabMessage): void {
    shared?.hear(message)
    // Those of credentials have no `previous`.
    const { type, identityId = '', previous } = message as Pick<TabMessage, 'type'> & Partial<LoginResult>
    const isOurs = previous === (standing.identityId ?? '')
    if (type === 'logout') {
      if (isOurs) void signOut(previous)
      else if (previous === elsewhere && isGuest(standing)) {
        become(standing)
        emit(type, { previous })
      }
      return
    }
    if (isOurs && isGuest(standing)) {
      // The identity is a user's now, or no more. Who is no user here does not act as one: the next call is another guest's.
      void store.remove(guest, previous)
      become(nobody(undefined, standing.user))
    }
    if (type === 'identity') void meet(identityId, previous)
    else if (isOurs) {
      elsewhere = identityId
      emit('login', { identityId, previous, merged: identityId !== previous })
    }
  }

  /** Another tab's guest is the one of this tab too, where they have one store. */
  async function meet(identityId: string, previous: string | undefined): Promise<void> {
    const mine = standing
    if (isGuest(mine) && (await store.read(guest)) === identityId) learn(mine, identityId, previous)
  }

  function invalidate(): void {
    void persisted?.remove(slotOf(standing))
    takesOthers = false
    become(standing)
  }

  function reportRejected(error: unknown, used?: { readonly accessKeyId: string }): void {
    if (cache.reportRejected(error, used)) invalidate()
  }

  /** Drops the credentials; loads that are under way are repeated. */
  function become(next: Standing): void {
    standing = next
    credentials = undefined
    cache.invalidate()
    update()
  }

  /** Ends the login that is under way, and takes its place. */
  function overtake<T>(): Flight<T>['run'] {
    const superseded = new SupersededError('A later login or logout came')
    const mine = createFlight<T>()
    attempt.abort(superseded)
    attempt = mine
    return async (...task) => {
      const result = await mine.run(...task)
      if (mine !== attempt) throw superseded
      return result
    }
  }

  function stop(reason?: ClosedError): void {
    standing.finding.abort(reason)
    cache.abort(reason)
  }

  function close(): void {
    if (closed) return
    closed = new ClosedError('The session is closed')
    attempt.abort(closed)
    stop(closed)
    cache.close(closed)
    tabs?.close()
    signal?.removeEventListener('abort', close)
    params.Logins = {}
    become(nobody(standing.identityId))
  }

  function refuseClosed(): void {
    if (closed) throw closed
  }
}
