import { canonicalPath } from './canonical-path.ts'
import { readHeaderForm } from './header-form.ts'
import { readQueryForm } from './query-form.ts'
import type { QueryParameters } from './query-parameters.ts'
import type { ReceivedHeaders } from './received-headers.ts'
import { sessionTokens } from './session-tokens.ts'
import type { SignatureParts } from './signature-parts.ts'
import { type SignatureRefusal, signatureMismatch } from './signature-refusal.ts'

/** The parts of a request's signature: of its header, or of its query, which `X-Amz-Algorithm` marks as signed. */
export function readSignatureParts(path: string, headers: ReceivedHeaders, query: QueryParameters): SignatureParts | SignatureRefusal {
  const names = query.kind === 'parameters' ? query.parameters.map(([name]) => name) : []
  const isPresigned = names.includes('X-Amz-Algorithm')
  const header = headers.get('authorization')?.find((value) => value.startsWith('AWS4'))
  if (header === undefined && !isPresigned) {
    return { kind: 'missing-authentication-token', message: 'Request is missing Authentication Token' }
  }
  if (query.kind !== 'parameters') return query
  if (isPresigned && headers.has('authorization')) {
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    return { kind: 'two-forms', message }
  }
  const canonical = canonicalPath(path)
  if (canonical.kind !== 'path') return canonical
  if (isAmbiguous(headers, names) || sessionTokens(headers, query).length > 1) return signatureMismatch()
  return header === undefined ? readQueryForm(query.parameters) : readHeaderForm(headers, header)
}

/** Sent twice, these mean one thing to one reader and another to the next, whatever was signed. */
function isAmbiguous(headers: ReceivedHeaders, parameterNames: readonly string[]): boolean {
  const single = ['host', 'x-amz-date', 'x-amz-target', 'x-amz-security-token', 'authorization']
  const parameters = parameterNames.map((name) => name.toLowerCase()).filter((name) => name.startsWith('x-amz-'))
  return single.some((name) => (headers.get(name)?.length ?? 0) > 1) || new Set(parameters).size < parameters.length
}
