/** The members that errors are told apart by: those of this package, of an SDK client, and of the runtime have some of them. */
interface Told {
  readonly name?: string
  readonly message?: string
  readonly statusCode?: number
  readonly $metadata?: { readonly httpStatusCode?: number } | undefined
}

/** Whether the same call may succeed later. Judged by name and status, so that errors of any client count. */
export function isTransient(error: unknown): boolean {
  // Anything may be thrown; a value without members is told by none.
  const { name = '', statusCode = 0, $metadata }: Told = Object(error)
  const status = $metadata?.httpStatusCode ?? statusCode
  return (
    status === 429 ||
    status >= 500 ||
    /Throttl|TooMany|SlowDown|RequestLimit|Timeout|^(Network|Abort|Internal|ExternalService|IDPComm)/.test(name)
  )
}

/** Whether the service says that the identity is no more, or is not the caller's. */
export function isIdentityGone(error: unknown): boolean {
  return says(error, /^ResourceNotFoundException|^NotAuthorizedException:(Access to Identity .*forbidden|.*Logins don't match)/i)
}

/** Whether it is the login token that is refused, here or by the service: expired, or not one that it takes. */
export function isLoginTokenRefused(error: unknown): boolean {
  return says(error, /^LoginTokenError|^NotAuthorizedException:.*(Token( is)? expired|Invalid login token)/i)
}

function says(error: unknown, what: RegExp): boolean {
  const { name, message }: Told = Object(error)
  return what.test(`${name}:${message}`)
}
