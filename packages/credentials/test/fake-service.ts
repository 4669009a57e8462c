import type { CognitoIdentityClientLike } from '../src/v3/commands.ts'
import { serviceError } from './fake-client.ts'

export interface FakeRequest {
  readonly operation: string
  readonly input: {
    readonly IdentityId?: string
    readonly IdentityPoolId?: string
    readonly AccountId?: string
    readonly Logins?: Record<string, string>
    readonly LoginsToRemove?: readonly string[]
    readonly CustomRoleArn?: string
  }
}

type Reaction = (request: FakeRequest, usual: () => unknown) => unknown

/** A client whose service is a few maps: guests, users by login, and what has become of them. A login token is the name of its user. */
export class FakeService implements CognitoIdentityClientLike {
  readonly requests: FakeRequest[] = []
  readonly users = new Map<string, string>()
  readonly dead = new Set<string>()
  /** Of credentials, milliseconds. */
  lifetime = 3_600_000
  allowsGuests = true
  readonly #reactions: { readonly operation: string; readonly react: Reaction }[] = []
  #identities = 0
  #credentials = 0

  get operations(): string[] {
    return this.requests.map(({ operation }) => operation)
  }

  /** What was asked for, and for whom, since the last time: `GetId(google)`, `GetCredentialsForIdentity(g1, google)`. */
  takeRequests(): string[] {
    return this.requests.splice(0).map(({ operation, input }) => {
      const about = [
        input.IdentityId,
        ...Object.keys(input.Logins ?? {}),
        ...(input.LoginsToRemove ?? []).map((provider) => `-${provider}`),
      ]
      return `${operation}(${about.filter(Boolean).join(', ')})`
    })
  }

  /** The next request of this operation meets this. */
  next(operation: string, react: Reaction): void {
    this.#reactions.push({ operation, react })
  }

  /** Holds the next request of this operation until it is released. */
  hold(operation: string): { readonly arrived: Promise<void>; release(react?: Reaction): void } {
    let arrive = () => {}
    let go: (react: Reaction) => void = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const permit = new Promise<Reaction>((resolve) => {
      go = resolve
    })
    this.next(operation, async (request, usual) => {
      arrive()
      return (await permit)(request, usual)
    })
    return { arrived, release: (react = (_, usual) => usual()) => go(react) }
  }

  // The commands hold their operation in the name of their class, and their input as it goes over the wire.
  async send(command: never): Promise<unknown> {
    const { constructor: type, input } = command as {
      readonly constructor: { readonly name: string }
      readonly input: FakeRequest['input']
    }
    const request = { operation: type.name.replace(/Command$/, ''), input: JSON.parse(JSON.stringify(input)) }
    this.requests.push(request)
    const index = this.#reactions.findIndex(({ operation }) => operation === request.operation)
    const usual = () => this.#answer(request)
    return index < 0 ? usual() : this.#reactions.splice(index, 1)[0]?.react(request, usual)
  }

  #answer({ operation, input }: FakeRequest): unknown {
    const logins = Object.entries(input.Logins ?? {}).map(([provider, token]) => `${provider}/${token}`)
    if (operation === 'GetId') return { IdentityId: this.#identityOf(logins) }
    if (operation === 'UnlinkIdentity') return {}
    const id = String(input.IdentityId)
    const owners = logins.flatMap((login) => this.users.get(login) ?? [])
    const isUser = [...this.users.values()].includes(id)
    if (this.dead.has(id) || (isUser && logins.length === 0)) throw notAuthorized(`Access to Identity '${id}' is forbidden.`)
    if (isUser && !owners.includes(id))
      throw notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.")
    const identityId = owners[0] ?? id
    if (identityId !== id) this.dead.add(id)
    for (const login of logins) this.users.set(login, identityId)
    this.#credentials++
    return {
      IdentityId: identityId,
      Credentials: {
        AccessKeyId: `ASIA${this.#credentials}`,
        SecretKey: `secret-key-${this.#credentials}`,
        SessionToken: `session-token-${this.#credentials}`,
        Expiration: new Date(Date.now() + this.lifetime),
      },
    }
  }

  #identityOf(logins: readonly string[]): string {
    if (logins.length === 0 && !this.allowsGuests) throw notAuthorized('Unauthenticated access is not supported for this identity pool.')
    const owner = logins.flatMap((login) => this.users.get(login) ?? [])[0] ?? `${logins.length === 0 ? 'g' : 'u'}${++this.#identities}`
    for (const login of logins) this.users.set(login, owner)
    return owner
  }
}

export function notAuthorized(message: string): Error {
  return serviceError('NotAuthorizedException', message)
}
