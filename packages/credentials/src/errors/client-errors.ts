// What goes wrong on this side of the wire. Each class says its name itself: minifying takes the name of the class away.

/** An option is missing or cannot be used; the message names it, and the mend. Trying again does not help. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** No answer came, or one that is not the service's: offline, a name that does not resolve, a proxy's page. `cause` is the runtime's error. */
export class NetworkError extends Error {
  override name = 'NetworkError'
}

/** No answer in time. */
export class TimeoutError extends Error {
  override name = 'TimeoutError'
}

/** The caller's signal ended the wait. `cause` is the signal's reason. */
export class AbortError extends Error {
  override name = 'AbortError'
}

/** A store could not be read or written. It comes as an event only: memory takes the store's place. */
export class StorageError extends Error {
  override name = 'StorageError'
}

/** A login function failed (`cause` is its error), or its token cannot be used. */
export class LoginTokenError extends Error {
  override name = 'LoginTokenError'
  /** Present where the token's time is over: a new one is the mend. */
  declare reason?: 'login-token-expired' | undefined
}

/** A later login took the place of this one. */
export class SupersededError extends Error {
  override name = 'SupersededError'
}

/** The session was closed. */
export class ClosedError extends Error {
  override name = 'ClosedError'
}

/** Nobody is signed in, and guests are not wanted. */
export class NotAuthenticatedError extends Error {
  override name = 'NotAuthenticatedError'
}
