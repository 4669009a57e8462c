/** What a login function is told. */
export interface LoginContext {
  /** The provider whose token is asked for: the key in the map of logins. */
  readonly provider: string
  /** Whether the token that was given before was refused, or is about to expire. */
  readonly forceRefresh: boolean
  readonly currentToken: string | undefined
  readonly signal: AbortSignal | undefined
}

/** A login token, or a function that gives one: called once for each round to the service. */
export type LoginToken = string | ((context: LoginContext) => string | Promise<string>)

/** Login tokens by provider. */
export type Logins = Record<string, LoginToken>

export type ResolvedLogins = Record<string, string>
