import type { SignedHead } from '../s3/signed-head.ts'
import { type Malformed, malformed } from './inquiry.ts'

/** Whose way of asking it is. */
export type ProxyKind = 'nginx' | 'envoy' | 'traefik'

/** What a proxy sends before it passes a request on; texts are bytes as latin1. */
export interface ProxyCheck {
  readonly proxy: ProxyKind
  readonly method: string
  /** For Envoy: the target of the client's request, without our prefix. */
  readonly target: string
  readonly headers: SignedHead['headers']
  /** Where the client is, as a trusted proxy tells; undefined: nobody tells. */
  readonly client: { readonly sourceIp: string; readonly isSecure: boolean } | undefined
}

export type CheckedRequest =
  | { readonly kind: 'checked'; readonly method: string; readonly target: string; readonly headers: SignedHead['headers'] }
  | Malformed

/**
 * The client's request, as the proxy tells it.
 * - nginx (`auth_request`): `X-Original-Method`, `X-Original-URI`, and the client's headers, its `Host` among them;
 * - Traefik (ForwardAuth): `X-Forwarded-Method`, `-Uri` and `-Host`;
 * - Envoy (`ext_authz` over HTTP): method, target and headers are the client's.
 * What a proxy tells twice is refused: one of the two may be the client's.
 */
export function checkedRequest(check: ProxyCheck): CheckedRequest {
  switch (check.proxy) {
    case 'envoy':
      return { kind: 'checked', method: check.method, target: check.target, headers: clientHeaders(check, []) }
    case 'nginx': {
      const length = check.headers.filter(([name]) => name.toLowerCase() === 'x-original-content-length')
      const headers = clientHeaders(check, ['x-original-method', 'x-original-uri', 'x-original-content-length', 'content-length'])
      return told(check, 'x-original-method', 'x-original-uri', [...headers, ...lengthOf(length)])
    }
    case 'traefik': {
      const host = onlyValue(check.headers, 'x-forwarded-host')
      if (host === undefined) return malformed('The proxy must tell X-Forwarded-Host, once.')
      const headers = clientHeaders(check, ['x-forwarded-', 'host'])
      return told(check, 'x-forwarded-method', 'x-forwarded-uri', [['host', host], ...headers])
    }
  }
}

/** The value of a header that is there exactly once; undefined otherwise. */
export function onlyValue(headers: SignedHead['headers'], wanted: string): string | undefined {
  const [value, ...others] = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, each]) => each)
  return others.length === 0 ? value : undefined
}

function told(check: ProxyCheck, methodHeader: string, targetHeader: string, headers: SignedHead['headers']): CheckedRequest {
  const method = onlyValue(check.headers, methodHeader)
  const target = onlyValue(check.headers, targetHeader)
  if (method === undefined || target === undefined) return malformed(`The proxy must tell ${methodHeader} and ${targetHeader}, once each.`)
  return { kind: 'checked', method, target, headers }
}

/** Without what is the proxy's own, to us. */
function clientHeaders({ headers }: ProxyCheck, own: readonly string[]): SignedHead['headers'] {
  return headers.filter(([name]) => !['x-hallpass-', ...own].some((prefix) => name.toLowerCase().startsWith(prefix)))
}

/** Clients sign the length of bodies, which nginx must not send on to us. */
function lengthOf(told: SignedHead['headers']): SignedHead['headers'] {
  return told.filter(([, value]) => value !== '').map(([, value]) => ['content-length', value])
}
