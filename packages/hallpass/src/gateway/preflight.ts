import { fault } from '../s3/s3-fault.ts'
import { sharingHeaders } from './cors.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { identity, refuse } from './refuse.ts'

/** Answers a browser that asks whether a page may send a request. Nothing is asked of the store. */
export function answerPreflight(request: GatewayRequest, origins: readonly string[]): void {
  const { headers, response, id } = request
  const shared = sharingHeaders(headers, origins, [])
  if (shared['access-control-allow-origin'] === undefined) {
    refuse(request, fault('AccessForbidden', 403, 'CORSResponse: This CORS request is not allowed.'), origins)
    return
  }
  const asked = headers['access-control-request-headers']
  response.writeHead(200, {
    ...identity(id),
    ...shared,
    'access-control-allow-methods': 'GET, PUT, POST, DELETE, HEAD',
    ...(asked !== undefined && { 'access-control-allow-headers': asked }),
    'access-control-max-age': '7200',
    'content-length': '0',
  })
  response.end()
}
