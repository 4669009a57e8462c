import type { Response } from '../service-types.ts'

/** Keeps what the service calls the exchange, which a header or the metadata of the answer tells. An error has it too. */
export function extractRequestId(response: Response): void {
  const { headers } = response.httpResponse
  const metadata = (response.data as WithMetadata | null | undefined)?.ResponseMetadata
  const requestId = headers['x-amz-request-id'] || headers['x-amzn-requestid'] || metadata?.RequestId
  if (requestId) response.requestId = requestId
  // Undefined is what it says where there is none.
  if (response.error) response.error.requestId = requestId as string
}

/** What a query service's answer may hold. */
interface WithMetadata {
  readonly ResponseMetadata?: { readonly RequestId?: string }
}
