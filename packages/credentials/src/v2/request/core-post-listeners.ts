import { AWS, type Named } from '../aws.ts'
import type { AWSError } from '../executor-types.ts'
import { extractRequestId } from '../protocol/extract-request-id.ts'
import type { Request } from '../service-types.ts'
import { named } from './named.ts'

export const CorePost: Named<'EXTRACT_REQUEST_ID' | 'ENOTFOUND_ERROR'> = named({
  EXTRACT_REQUEST_ID: [extractRequestId, 'extractData', 'extractError'],
  ENOTFOUND_ERROR: [unknownEndpoint, 'httpError'],
})

type NetworkError = AWSError & { errno?: number | string; syscall?: string; port?: number }

/** A host that no DNS server knows: mostly a region that has not got the service. */
function unknownEndpoint(this: Request, error: NetworkError): void {
  const { code, errno, syscall, hostname, port, region } = error
  if (code !== 'NetworkingError' || (errno !== 'ENOTFOUND' && syscall !== 'getaddrinfo')) return
  const message = `Inaccessible host: \`${hostname}' at port \`${port}'. This service may not be available in the \`${region}' region.`
  this.response.error = AWS.util.error(new Error(message), {
    code: 'UnknownEndpoint',
    region,
    hostname,
    retryable: true,
    originalError: error,
  })
}
