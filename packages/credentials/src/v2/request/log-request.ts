import type { Named } from '../aws.ts'
import { describeParams } from '../params/describe-params.ts'
import type { Response } from '../service-types.ts'
import { named } from './named.ts'

export const Logger: Named<'LOG_REQUEST'> = named({ LOG_REQUEST: [logRequest, 'complete'] })

function logRequest({ request, httpResponse, retryCount }: Response): void {
  const { service, operation, params } = request
  const { logger } = service.config
  if (!logger) return
  const seconds = (service.getSkewCorrectedDate().getTime() - request.startTime.getTime()) / 1000
  const summary = `[AWS ${service.serviceIdentifier} ${httpResponse.statusCode} ${seconds}s ${retryCount} retries]`
  const call = ` ${operation.charAt(0).toLowerCase()}${operation.slice(1)}(${describeParams(service.api.operations?.[operation]?.input, params)})`
  const line = logger.isTTY ? `\x1B[33m${summary}\x1B[0;1m${call}\x1B[0m` : summary + call
  if (typeof logger.log === 'function') logger.log(line)
  else if (typeof logger.write === 'function') logger.write(`${line}\n`)
}
