import { brokenEscape, decodeComponent } from './percent-encoding.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/** Decoded to bytes (latin1). */
export type QueryParameter = readonly [name: string, value: string]

export type QueryParameters = { readonly kind: 'parameters'; readonly parameters: readonly QueryParameter[] } | SignatureRefusal

/** The parameters of a query as it was sent, decoded to bytes, in their order; one without `=` has the empty value. */
export function queryParameters(query: string): QueryParameters {
  const broken = brokenEscape(query)
  if (broken !== undefined) return { kind: 'malformed-query-string', message: broken }
  return { kind: 'parameters', parameters: query.split('&').filter(Boolean).map(parameter) }
}

function parameter(text: string): [name: string, value: string] {
  const equals = text.indexOf('=')
  const [name, value] = equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)]
  return [decodeComponent(name), decodeComponent(value)]
}
