import type { HttpClient, HttpClientClass } from '../http-types.ts'

export type Callbacks = [answered: Parameters<HttpClient['handleRequest']>[2], failed: Parameters<HttpClient['handleRequest']>[3]]

/** What the classes of HTTP clients have in common: one client does for all requests. */
export const clientStatics: { streamsApiVersion: 1; getInstance(this: HttpClientClass): HttpClient } = {
  streamsApiVersion: 1,
  getInstance() {
    this.singleton ??= new this()
    return this.singleton
  },
}
