import type { BackendSettings } from './backend/create-backend.ts'

/** How the S3 gateway is set up. */
export interface GatewaySettings {
  /** 0 picks a free one. */
  readonly port: number
  readonly backend: BackendSettings
  /** The domain below which hosts name buckets; undefined: path style only. */
  readonly domain: string | undefined
  /** Whose pages may read answers: origins, or `*`. */
  readonly origins: readonly string[]
}
