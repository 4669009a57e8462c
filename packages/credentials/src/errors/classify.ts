/** The members that errors are told apart by: ours, those of an SDK client, and those of the runtime have some of them. */
interface Told {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
  readonly statusCode?: unknown
  readonly $metadata?: { readonly httpStatusCode?: unknown } | undefined
}

const transientName =
  /^(Network|Timeout|Abort|IDPCommunication)Error$|^(InternalError|ExternalService|RequestTimeout|TooManyRequests)(Exception)?$|Throttl|SlowDown|RequestLimitExceeded/

/** The codes of Node's failed connections. */
const connectionCode = /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)/

/** Whether the same call may succeed later. Judged by name and status, so that errors of any client count. */
export function isTransient(error: unknown): boolean {
  const { name, code, statusCode, $metadata } = told(error)
  const status = Number($metadata?.httpStatusCode ?? statusCode)
  return status === 429 || status >= 500 || transientName.test(String(name)) || connectionCode.test(String(code))
}

/** Whether the service says that the identity is no more, or is not the caller's. */
export function isIdentityGone(error: unknown): boolean {
  const { name } = told(error)
  return name === 'ResourceNotFoundException' || refusedFor(error, /^Access to Identity .*forbidden|Logins don't match/i)
}

/** Whether the service refused the login token: expired, or not one that it takes. */
export function isLoginTokenRefused(error: unknown): boolean {
  return refusedFor(error, /Token( is)? expired|Invalid login token/i)
}

function refusedFor(error: unknown, reason: RegExp): boolean {
  const { name, message } = told(error)
  return name === 'NotAuthorizedException' && reason.test(String(message))
}

function told(error: unknown): Told {
  // Any value may be thrown; reading a member of a primitive gives undefined.
  return (error ?? {}) as Told
}
