import type { DoorName } from '../server/door.ts'
import type { ServeOptions } from '../server/serve-options.ts'

/** What a child is told to be; the first message to it. */
export type Task =
  | {
      readonly kind: 'write'
      readonly settings: SentSettings
      /** Of SQLite. */
      readonly file: string
      /** Where workers find the writer. */
      readonly socketPath: string
    }
  | {
      readonly kind: 'serve'
      /** Counts from 1. */
      readonly worker: number
      readonly settings: SentSettings
      readonly urls: Readonly<Record<DoorName, string | undefined>>
    }

/** Settings as they can be sent: plain values, and addresses as texts. */
export type SentSettings = Omit<Settings, 'gateway'> & {
  readonly gateway:
    | (Omit<Gateway, 'backend'> & { readonly backend: Omit<Gateway['backend'], 'url'> & { readonly url: string } })
    | undefined
}

export type Settings = Omit<ServeOptions, 'log' | 'company' | 'openDoor' | 'now'>
type Gateway = NonNullable<Settings['gateway']>

/** The supervisor to a child, after its task. */
export type Order =
  /** Where the writer listens from now on. */
  | { readonly kind: 'writer'; readonly socketPath: string }
  /** A connection comes with it. */
  | { readonly kind: 'connection'; readonly id: number; readonly door: DoorName }
  /** A worker wrote this row; undefined: any. */
  | { readonly kind: 'forget'; readonly id: number; readonly key: string | undefined }
  /** All others have forgotten what this worker asked with this id. */
  | { readonly kind: 'forgotten'; readonly id: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'drain' }

/** A child to the supervisor. */
export type Report =
  | { readonly kind: 'ready'; readonly newRootAccessKey: NewRootAccessKey | undefined }
  /** It cannot start, and says so to the person who started the service. */
  | { readonly kind: 'failed'; readonly message: string; readonly exitCode: 1 | 2 }
  /** The connection is in its hands; nothing was read from it before. */
  | { readonly kind: 'taken'; readonly id: number }
  /** A connection that it had is closed. */
  | { readonly kind: 'left' }
  | { readonly kind: 'forget'; readonly id: number; readonly key: string | undefined }
  | { readonly kind: 'forgot'; readonly id: number }
  | { readonly kind: 'pong' }

export interface NewRootAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export function sendable({ gateway, ...settings }: Settings): SentSettings {
  return { ...settings, gateway: gateway && { ...gateway, backend: { ...gateway.backend, url: gateway.backend.url.href } } }
}

/** Undoes {@link sendable}. */
export function received({ gateway, ...settings }: SentSettings): Settings {
  return { ...settings, gateway: gateway && { ...gateway, backend: { ...gateway.backend, url: new URL(gateway.backend.url) } } }
}
