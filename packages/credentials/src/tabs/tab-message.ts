/** What tabs tell each other. */
export type TabMessage =
  /** The identity is known, or has become another than `previous`. */
  | { readonly type: 'identity'; readonly identityId: string; readonly previous?: string | undefined }
  /** Somebody has signed in and has this identity now; `previous` is the one until then. */
  | { readonly type: 'login'; readonly identityId: string; readonly previous?: string | undefined }
  /** Who had the identity `previous` has signed out. */
  | { readonly type: 'logout'; readonly previous?: string | undefined }
  /** Asks for live credentials of the identity, in that scope. */
  | { readonly type: 'request-credentials'; readonly identityId: string; readonly scope: string }
  | ({ readonly type: 'credentials' } & TabCredentials)

/** Live credentials, as one tab hands them to another. */
export interface TabCredentials {
  readonly identityId: string
  /** What the credentials depend on besides the identity: they are of use only to whom the same is said. */
  readonly scope: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Milliseconds since the epoch. */
  readonly expiration: number
}

const members = new Map<unknown, string>([
  ['identity', 'identityId previous'],
  ['login', 'identityId previous'],
  ['logout', 'previous'],
  ['request-credentials', 'identityId scope'],
  ['credentials', 'identityId scope accessKeyId secretAccessKey sessionToken expiration'],
])

/** The message in what a channel delivered, with its own members and no others; undefined where it is none of ours. */
export function readTabMessage(data: unknown): TabMessage | undefined {
  // A map of what is really there: names such as `__proto__` are names like any other in it.
  const given = new Map(Object.entries(Object(data)))
  const names = members.get(given.get('type'))?.split(' ')
  const isFit = (name: string) => {
    const value = given.get(name)
    if (name === 'expiration') return Number.isFinite(value)
    return value ? typeof value === 'string' : name === 'previous' && value === undefined
  }
  if (!names?.every(isFit)) return undefined
  // Each member that its type has was just found to be there and fit.
  return Object.fromEntries(['type', ...names].map((name) => [name, given.get(name)])) as unknown as TabMessage
}
