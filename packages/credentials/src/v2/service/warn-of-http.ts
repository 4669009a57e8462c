import type { Service } from '../service-types.ts'

let hasWarned = false

/** Once: tokens that leave the machine without TLS can be read on their way. `insecure` or `strictV2` silences it. */
export function warnOfHttp({ config, endpoint }: Service): void {
  if (hasWarned || config.insecure || config.strictV2 || endpoint.protocol !== 'http:') return
  if (/^(localhost|127[\d.]+|::1)$/.test(endpoint.hostname)) return
  hasWarned = true
  // biome-ignore lint/suspicious/noConsole: a configuration's logger gets a line a request, and has no way to warn.
  globalThis.console?.warn('The endpoint is http: use https, or insecure: true')
}
