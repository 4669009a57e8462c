import { EventEmitter } from 'node:events'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { HttpClient, HttpRequest } from '../../src/v2/http-types.ts'
import { identityPoolId, keys, region } from './cognito-service.ts'

export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly message?: string; readonly body?: string }
  | { readonly fault: Error }

export const pool = { IdentityPoolId: identityPoolId }
export const granted: Answer = { status: 200, headers: { 'x-amzn-requestid': 'R' }, body: '{"IdentityId":"eu-central-1:1"}' }
export const refused: Answer = { status: 400, body: '{"__type":"NotAuthorizedException","message":"no"}' }
export const broken: Answer = { status: 500, body: '{"__type":"InternalErrorException","message":"oops"}' }

/** A service whose HTTP client answers at once, in this order, the last one for ever; and what it was asked. */
export function answeredBy(AWS: AwsNamespace, ...answers: Answer[]) {
  const requests: { headers: HttpRequest['headers']; body: string; address: string }[] = []
  const client: Pick<HttpClient, 'handleRequest'> = {
    handleRequest(request, _options, answered, failed) {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? granted
      const { headers, body, endpoint, path } = request
      requests.push({ headers: { ...headers }, body, address: `${endpoint.protocol}//${endpoint.host}${path}` })
      const stream = new EventEmitter()
      request.stream = { abort: () => {} }
      if ('fault' in answer) failed(answer.fault)
      else tell(answer, stream, answered)
      return stream
    },
  }
  AWS.HttpClient.getInstance = () => client as HttpClient
  const config = { region, credentials: new AWS.Credentials(keys), retryDelayOptions: { base: 0 } }
  return { requests, config, service: new AWS.CognitoIdentity(config) }
}

function tell(answer: Exclude<Answer, { fault: Error }>, stream: EventEmitter, answered: (stream: EventEmitter) => void): void {
  const { status, headers = {}, message = '', body = '' } = answer
  let left: Buffer | null = Buffer.from(body)
  Object.assign(stream, {
    read() {
      const chunk = left
      left = null
      return chunk
    },
  })
  answered(stream)
  stream.emit('headers', status, headers, message)
  if (stream.listenerCount('readable') > 0) stream.emit('readable')
  else stream.emit('data', left)
  stream.emit('end')
}
