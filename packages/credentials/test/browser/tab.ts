import type { BrowserContext, Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CognitoIdentityCredentials, EventName, Events, Provider, Session, SessionOptions, SessionState } from '../../src/index.ts'
import type { TestService } from '../service.ts'

declare global {
  /** What the pages of the site hold. */
  interface Window {
    readonly hallpass: typeof import('../../src/index.ts')
    /** At `/adapters` only. */
    readonly adapters: typeof import('../../src/storage.ts')
    /** At `/sdk` only. */
    readonly sdk: typeof import('./sdk-page.ts')
    sts?: InstanceType<Window['sdk']['STSClient']>
    session: Session
    credentialProvider: Provider<CognitoIdentityCredentials>
    /** What the session has told, by name, once for each time. */
    heard: EventName[]
    /** An ID token, where the test exposes this. */
    idToken(): Promise<string>
  }
}

/** What a test hands into a page, which takes data only. */
export interface Given extends Pick<SessionOptions, 'user' | 'logins' | 'retry' | 'keepFresh' | 'persist' | 'crossTab'> {
  readonly identityPoolId: string
  readonly endpoint: string
  /** Which adapter makes the session's store. */
  readonly store?: 'indexedDbStorage' | 'webStorage' | 'cookieStorage' | undefined
}

/** The service's pool, for its guests. */
export function guestOf({ identityPoolId, url }: TestService): Given {
  return { identityPoolId, endpoint: url }
}

/** What gives a page its credentials: a session, or the provider of a pool. */
export type Kind = 'session' | 'provider'

/** Credentials, as far as a test asks. */
export interface Shown {
  readonly identityId: string
  readonly accessKeyId: string
  /** Until `expiration`, by the clock of the page. */
  readonly minutesLeft: number
}

/** What a worker says of its own credentials. */
export interface InWorker extends Omit<Shown, 'accessKeyId'> {
  /** The name of its global scope. */
  readonly scope: string
}

/** A page with the public entry, in a tab or in a frame of one; it holds one session, or one provider. */
export class Tab {
  readonly frame: Frame

  constructor(frame: Frame) {
    this.frame = frame
  }

  /** A new tab of this profile. */
  static async open(context: BrowserContext, url: string): Promise<Tab> {
    const page = await context.newPage()
    await page.goto(url)
    return new Tab(page.mainFrame())
  }

  get page(): Page {
    return this.frame.page()
  }

  /** Makes what gives the page its credentials. */
  create(kind: Kind, given: Given): Promise<void> {
    return kind === 'session' ? this.createSession(given) : this.createProvider(given)
  }

  createSession(given: Given): Promise<void> {
    return this.frame.evaluate((options) => {
      const names: EventName[] = ['credentials', 'identity', 'login', 'logout', 'refreshError', 'storageError', 'skew']
      const { store } = options
      const session = window.hallpass.createSession({ ...options, storage: store && window.adapters[store]() })
      window.heard = []
      for (const name of names) session.on(name, () => window.heard.push(name))
      window.session = session
      window.credentialProvider = session.credentials
    }, given)
  }

  createProvider(given: Given): Promise<void> {
    return this.frame.evaluate((options) => {
      window.credentialProvider = window.hallpass.fromCognitoIdentityPool(options)
    }, given)
  }

  /** Calls for credentials; does not wait for them. */
  begin(): Promise<void> {
    return this.frame.evaluate(() => {
      window.credentialProvider().catch(() => {})
    })
  }

  /** Of the page's session or provider. */
  credentials(options: { readonly forceRefresh?: boolean } = {}): Promise<Shown> {
    return this.frame.evaluate(async (given) => {
      const { identityId, accessKeyId, expiration } = await window.credentialProvider(given)
      return { identityId, accessKeyId, minutesLeft: Math.round((Number(expiration) - Date.now()) / 60_000) }
    }, options)
  }

  /** The name and the message of what a call for credentials is refused with; `none` where it is not. */
  refusal(options: { readonly forceRefresh?: boolean } = {}): Promise<{ name: string; message: string }> {
    return this.frame.evaluate(
      (given) =>
        window.credentialProvider(given).then(
          () => ({ name: 'none', message: '' }),
          ({ name, message }: Error) => ({ name, message }),
        ),
      options,
    )
  }

  login(logins: Record<string, string>, user?: string): Promise<Events['login']> {
    return this.frame.evaluate(([given, name]) => window.session.login(given, { user: name }), [logins, user] as const)
  }

  /** With a function, which asks the test for each token. */
  loginByFunction(provider: string): Promise<Events['login']> {
    return this.frame.evaluate((name) => window.session.login(name, () => window.idToken()), provider)
  }

  logout(): Promise<void> {
    return this.frame.evaluate(() => window.session.logout())
  }

  /** Settles once the session has told this so many times. */
  hears(name: EventName, times = 1): Promise<void> {
    return this.frame.evaluate(
      ([awaited, count]) =>
        new Promise<void>((resolve) => {
          const look = () => {
            if (window.heard.filter((heard) => heard === awaited).length >= count) resolve()
          }
          window.session.on(awaited, look)
          look()
        }),
      [name, times] as const,
    )
  }

  /** Settles once the session has this status. */
  becomes(status: SessionState['status']): Promise<void> {
    return this.frame.evaluate(
      (awaited) =>
        new Promise<void>((resolve) => {
          const look = () => {
            if (window.session.state.status === awaited) resolve()
          }
          window.session.subscribe(look)
          look()
        }),
      status,
    )
  }

  /** Holds a lock for as long as the page lives. */
  keepLock(name: string): Promise<void> {
    return this.frame.evaluate(
      (wanted) =>
        new Promise<void>((resolve) => {
          navigator.locks.request(wanted, () => {
            resolve()
            return new Promise(() => {})
          })
        }),
      name,
    )
  }

  /** Settles once somebody waits for the lock. */
  async awaitsLock(name: string): Promise<void> {
    const isAwaited = () =>
      this.frame.evaluate(async (wanted) => (await navigator.locks.query()).pending?.some((lock) => lock.name === wanted), name)
    await expect.poll(isAwaited).toBe(true)
  }

  /** Which guest the SDK's own provider is. */
  sdkIdentity({ identityPoolId, endpoint }: Given): Promise<string> {
    return this.frame.evaluate(
      async (given) => {
        const clientConfig = { endpoint: given.endpoint, region: 'eu-central-1' }
        const provider = window.sdk.fromCognitoIdentityPool({ identityPoolId: given.identityPoolId, clientConfig })
        return (await provider()).identityId
      },
      { identityPoolId, endpoint },
    )
  }

  /** Who a client of the SDK with the page's credentials is, by what the service says to a request that it signed. There is one client. */
  async callerArn(endpoint: string): Promise<string | undefined> {
    return this.frame.evaluate(async (address) => {
      window.sts ??= new window.sdk.STSClient({ endpoint: address, region: 'eu-central-1', credentials: window.credentialProvider })
      const { Arn } = await window.sts.send(new window.sdk.GetCallerIdentityCommand({}))
      return Arn
    }, endpoint)
  }

  /** Has a new worker of the page make a session, and get credentials of it. */
  askWorker(kind: 'web' | 'service', given: Given): Promise<InWorker> {
    return this.frame.evaluate(
      async ([which, options]) => {
        const script = ['/worker.js', { type: 'module' }] as const
        if (which === 'service') await navigator.serviceWorker.register(...script)
        const worker = which === 'service' ? (await navigator.serviceWorker.ready).active : new Worker(...script)
        const { port1, port2 } = new MessageChannel()
        return new Promise<InWorker>((resolve) => {
          port1.onmessage = ({ data }) => resolve(data)
          worker?.postMessage(options, [port2])
        })
      },
      [kind, given] as const,
    )
  }

  async reload(): Promise<void> {
    await this.page.reload()
  }
}
