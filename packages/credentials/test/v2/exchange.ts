import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { ConfigurationOptions } from '../../src/v2/config-types.ts'
import type { AWSError } from '../../src/v2/executor-types.ts'
import type { HttpRequest } from '../../src/v2/http-types.ts'
import type { Service } from '../../src/v2/service-types.ts'
import { keys, region } from './cognito-service.ts'

export type ServiceName = 'CognitoIdentity' | 'STS'

/** A service object that has keys and repeats nothing. */
export function serviceOf(AWS: AwsNamespace, name: ServiceName, config: ConfigurationOptions = {}): Service {
  return new AWS[name]({ ...keys, region, maxRetries: 0, ...config })
}

export interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: string
}

export interface Exchange {
  readonly httpRequest: HttpRequest
  readonly error: AWSError | null
  readonly data: unknown
  readonly requestId: string
}

/** Calls an operation that is neither signed nor sent, but answered so: everything is over when this returns. */
export function exchange(service: Service, operation: string, params: object, { status = 200, headers = {}, body }: Answer): Exchange {
  const request = service.makeRequest(operation, params)
  request.removeAllListeners('sign')
  request.removeAllListeners('send')
  request.on('send', ({ httpResponse }) => {
    Object.assign(httpResponse, { statusCode: status, statusMessage: 'The status', headers, body: Buffer.from(body) })
  })
  const response = request.send()
  return { httpRequest: request.httpRequest, error: response.error, data: response.data, requestId: response.requestId }
}

/** All that there is to see of an error, but for the moment and the stack. */
export function visible(error: AWSError | null): unknown {
  if (error === null) return null
  const names = Object.getOwnPropertyNames(error).filter((name) => name !== 'stack')
  const members = names.map((name) => [name, Reflect.get(error, name), Object.prototype.propertyIsEnumerable.call(error, name)])
  return { text: String(error), members: members.map(([name, ...rest]) => (name === 'time' ? [name] : [name, ...rest])).sort() }
}
