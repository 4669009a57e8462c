/** What the configuration puts in place of a provider's own addresses. */
export interface ProviderEndpoint {
  /** The `iss` of its tokens, where their keys are found too (user pools, Google, Apple). */
  readonly issuer?: string
  /** The base of its API, to which the provider's own paths are added (Facebook, Amazon, Twitter, a user pool's API). */
  readonly endpoint?: string
}

/** By the provider's name: its key in `Logins`. */
export type ProviderEndpoints = ReadonlyMap<string, ProviderEndpoint>

/** The address of `path` (with its leading slash) at the provider's API. */
export function apiAddress(base: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const address = new URL(base.replace(/\/$/, '') + path)
  address.search = new URLSearchParams(query).toString()
  return address
}
