/** The members that errors are told apart by: those of this package, of an SDK client, and of the runtime have some of them. */
interface Told {
  readonly name?: string
  readonly message?: string
  readonly statusCode?: number
  readonly $metadata?: { readonly httpStatusCode?: number } | undefined
}

/** Whether the same call may succeed later. Judged by name and status, so that errors of any client count. */
export function isTransient(error: unknown): boolean {
  const { name = '', statusCode = 0, $metadata } = told(error)
  const status = $metadata?.httpStatusCode ?? statusCode
  return (
    status === 429 ||
    status >= 500 ||
    /Throttl|TooMany|SlowDown|RequestLimit|Timeout|^(Network|Abort|Internal|ExternalService|IDPComm)/.test(name)
  )
}

/** Whether the service says that the identity is no more, or is not the caller's. */
export function isIdentityGone(error: unknown): boolean {
  return told(error).name === 'ResourceNotFoundException' || isRefused(error, /^Access to Identity .*forbidden|Logins don't match/i)
}

/** Whether it is the login token that is refused, here or by the service: expired, or not one that it takes. */
export function isLoginTokenRefused(error: unknown): boolean {
  return told(error).name === 'LoginTokenError' || isRefused(error, /Token( is)? expired|Invalid login token/i)
}

function isRefused(error: unknown, reason: RegExp): boolean {
  const { name, message = '' } = told(error)
  return name === 'NotAuthorizedException' && reason.test(message)
}

/** Anything may be thrown; a value without members is told by none. */
function told(error: unknown): Told {
  // Whatever else the members hold makes none of the comparisons true.
  return Object(error) as Told
}
