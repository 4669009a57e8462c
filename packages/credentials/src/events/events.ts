import type { StorageError } from '../errors/client-errors.ts'

/** What a session or a provider tells, by name. Payloads are frozen and hold no token, secret key or session token. */
export interface Events {
  /** New credentials are there. */
  readonly credentials: { readonly identityId: string; readonly accessKeyId: string; readonly expiration: Date | undefined }
  /** The identity is known, or has become another. */
  readonly identity: { readonly identityId: string; readonly previous: string | undefined }
  /**
   * A login succeeded: here, or in another tab that had the same identity. `merged`: the user was known under another identity than
   * `previous`. Where it was here, that is followed from now on; `state.status` is `user` then.
   */
  readonly login: { readonly identityId: string; readonly previous: string | undefined; readonly merged: boolean }
  /** Who had the identity `previous` signed out, here or in another tab. */
  readonly logout: { readonly previous: string | undefined }
  /** A refresh ahead of time failed; the credentials at hand are still good. */
  readonly refreshError: { readonly error: unknown }
  /** A store failed; memory took its place. */
  readonly storageError: { readonly error: StorageError }
  /** The local clock is wrong by `offset` milliseconds: the service's time less the local one. */
  readonly skew: { readonly offset: number }
  /** An attempt of a call has ended. `status` is undefined where no answer came. */
  readonly request: {
    readonly operation: string
    /** From 1. */
    readonly attempt: number
    readonly status: number | undefined
    /** Milliseconds. */
    readonly duration: number
  }
}

export type EventName = keyof Events

export type Listeners = { readonly [N in EventName]?: ((payload: Events[N]) => void) | undefined }

export type Emit = <N extends EventName>(name: N, payload: Events[N]) => void
