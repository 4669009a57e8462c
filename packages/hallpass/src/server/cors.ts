import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './answer.ts'

/**
 * What lets pages of any origin read an answer, errors included: the calls carry no cookies, only what is in them.
 * Source: recorded answers of the real service.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const sharingHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
} as const

/** The answer to a preflight: browsers may send what they ask for, and need not ask again for two days. */
export function preflight(headers: IncomingHttpHeaders): Answer {
  const asked = headers['access-control-request-headers']
  return {
    status: 200,
    headers: {
      'Access-Control-Allow-Methods': 'POST, GET, OPTIONS',
      ...(asked !== undefined && { 'Access-Control-Allow-Headers': asked }),
      'Access-Control-Max-Age': '172800',
    },
    body: '',
    isShared: true,
  }
}
