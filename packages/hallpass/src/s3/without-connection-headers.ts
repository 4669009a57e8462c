import type { S3Request } from './s3-request.ts'
import { sentHeaders } from './sent-headers.ts'

/**
 * A request as it goes on: headers that `Connection` names are for the first hop alone. The request itself where nothing ends here that
 * would be sent.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
export function withoutConnectionHeaders(request: S3Request): S3Request {
  const named = (request.headers.get('connection') ?? '').toLowerCase().split(/[\s,]+/)
  const sent = named.every((name) => usual.has(name)) ? undefined : sentHeaders(request)
  const ending = named.filter((name) => sent?.has(name))
  if (ending.length === 0) return request
  const headers = new Map(request.headers)
  for (const name of ending) headers.delete(name)
  return { ...request, headers, copySource: headers.has('x-amz-copy-source') ? request.copySource : undefined }
}

const usual = new Set(['', 'close', 'keep-alive', 'te', 'upgrade'])
