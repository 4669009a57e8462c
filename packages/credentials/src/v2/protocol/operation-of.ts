import type { ApiOperation, Request } from '../service-types.ts'

export function operationOf({ service, operation }: Pick<Request, 'service' | 'operation'>): ApiOperation {
  // One that the service lacks is a mistake of the program, which the first use of it tells, as in the SDK.
  return service.api.operations[operation] as ApiOperation
}
