import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sharingHeaders } from './cors.ts'

/** When to come again, seconds. */
const retryAfter = '1'
/** Bytes: what is longer is not waited for, the connection ends. */
const shortBody = 64 * 1024

/**
 * Refuses a request while there are too many, from its head alone: it has to cost next to nothing. SDKs try again what has this status.
 * Source: Cognito, STS and IAM API references, "Common errors".
 */
export function refuseLoad(request: IncomingMessage, response: ServerResponse): void {
  const { headers } = request
  const id = randomUUID()
  const isJson = headers['x-amz-target'] !== undefined
  const body = isJson ? json : xml(id)
  const length = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY)
  response.writeHead(503, {
    'Content-Type': isJson ? 'application/x-amz-json-1.1' : 'text/xml',
    'Content-Length': body.length,
    'Retry-After': retryAfter,
    'x-amzn-RequestId': id,
    ...(isJson && { 'x-amzn-ErrorType': 'ServiceUnavailable:' }),
    ...(request.method !== 'GET' && !(length <= shortBody) && { Connection: 'close' }),
    ...(headers.origin !== undefined && sharingHeaders),
  })
  response.end(body)
}

const message = 'The service is busy. Please try again.'
const json = JSON.stringify({ __type: 'ServiceUnavailable', message })

function xml(id: string): string {
  const error = `<Error><Type>Receiver</Type><Code>ServiceUnavailable</Code><Message>${message}</Message></Error>`
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${error}<RequestId>${id}</RequestId></ErrorResponse>`
}
