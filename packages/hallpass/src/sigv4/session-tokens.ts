import type { QueryParameters } from './query-parameters.ts'
import type { ReceivedHeaders } from './received-headers.ts'

/** The session tokens of a request: wherever it is signed, its token may be in a header or in the query. More than one refuses it. */
export function sessionTokens(headers: ReceivedHeaders, query: QueryParameters): readonly string[] {
  const inQuery = query.kind === 'parameters' ? query.parameters.filter(([name]) => name === 'X-Amz-Security-Token') : []
  return [...(headers.get('x-amz-security-token') ?? []), ...inQuery.map(([, value]) => value)]
}
