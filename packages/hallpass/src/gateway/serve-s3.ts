import { askedActions } from '../s3/asked-actions.ts'
import { parseS3Request } from '../s3/parse-s3-request.ts'
import { fault, type S3Fault } from '../s3/s3-fault.ts'
import type { S3Request } from '../s3/s3-request.ts'
import { BackendError } from './backend/backend.ts'
import type { GatewayPorts } from './gateway-ports.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { PayloadError } from './payload/payload-error.ts'
import { answerPreflight } from './preflight.ts'
import { serveSigned } from './serve-signed.ts'
import { takeForm } from './take-form.ts'

/** How a request ended, for the log. */
export interface Ended {
  /** `s3:GetObject`, or the method where it was not found out. */
  readonly operation: string
  readonly fault?: S3Fault
  /** What went wrong on our side. */
  readonly error?: unknown
}

/**
 * Answers a request to S3, in the order in which S3 looks at one: what it asks, who signed it, whether he may. Only then is its body taken,
 * and the store asked.
 */
export async function serveS3(received: GatewayRequest, ports: GatewayPorts): Promise<Ended> {
  const { head, target } = received
  if (head.method === 'OPTIONS') {
    answerPreflight(received, ports.origins)
    return { operation: 'OPTIONS' }
  }
  let operation = head.method
  try {
    const request = parseS3Request({ target, ...head }, ports)
    if ('kind' in request) return { operation, fault: request }
    operation = askedActions(request)[0]?.action ?? `${head.method} ${request.subresource ?? 'form'}`
    const fault = isForm(request) ? await takeForm(request, received, ports) : await serveSigned(request, received, ports)
    return { operation, ...(fault !== undefined && { fault }) }
  } catch (error) {
    return { operation, ...failure(error) }
  }
}

/** An upload by an HTML form has its signature in its body. */
function isForm({ method, address, subresource }: S3Request): boolean {
  return method === 'POST' && address.kind === 'bucket' && subresource === undefined
}

function failure(error: unknown): Pick<Ended, 'fault' | 'error'> {
  if (error instanceof PayloadError) return { fault: error.fault }
  if (error instanceof BackendError) {
    return { fault: fault('ServiceUnavailable', 503, 'The store cannot be reached. Please try again.'), error }
  }
  return { fault: fault('InternalError', 500, 'We encountered an internal error. Please try again.'), error }
}
