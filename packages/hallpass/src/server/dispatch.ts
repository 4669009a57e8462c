import { cognitoIdentity } from '../cognito-identity/api.ts'
import { rateExceeded } from '../cognito-identity/pools.ts'
import { iam } from '../iam/api.ts'
import type { Excess } from '../limits/rate-limits.ts'
import { sts } from '../sts/api.ts'
import { JsonError, overloaded as jsonOverloaded } from '../wire/json-errors.ts'
import { queryApis } from '../wire/query-api.ts'
import { overloaded as queryOverloaded, requestTooLarge, throttling } from '../wire/query-errors.ts'
import type { Answer } from './answer.ts'
import { answerJson, jsonError, jsonTypes } from './answer-json.ts'
import { answerQuery, queryError } from './answer-query.ts'
import { formType, type IncomingRequest, mediaType } from './incoming-request.ts'
import type { ServerPorts } from './perform.ts'

/** Answers a request at `/`: the target decides first which wire is spoken, then the type of the body. */
export async function dispatch(request: IncomingRequest, ports: ServerPorts): Promise<Answer> {
  switch (spokenWire(request)) {
    case 'json':
      return answerJson(cognitoIdentity, request, ports)
    case 'query':
      return answerQuery([sts, iam], request, ports)
    case 'none':
      return request.method === 'GET' && request.query === '' ? landing : notFound
  }
}

/** The refusal of a body that is over the limit, in the form of the wire that is spoken. */
export function tooLarge(request: IncomingRequest): Answer {
  if (spokenWire(request) === 'json') return jsonError(new JsonError('RequestEntityTooLargeException'))
  return queryError(isForIam(request) ? queryApis.iam : queryApis.sts, requestTooLarge(), request.id)
}

/** The refusal of a call that is over a limit before it is looked at, in the form of the wire that is spoken; of what speaks none, JSON's. */
export function tooMany(request: IncomingRequest, excess: Excess): Answer {
  const isLoad = excess.limit === 'load'
  if (spokenWire(request) !== 'query') return jsonError(isLoad ? jsonOverloaded(excess) : rateExceeded(excess))
  const error = isLoad ? queryOverloaded(excess) : throttling(excess)
  return queryError(isForIam(request) ? queryApis.iam : queryApis.sts, error, request.id)
}

/** As far as the head of the request tells. */
function isForIam({ query, headers }: IncomingRequest): boolean {
  return query.includes(`Version=${queryApis.iam.version}`) || (headers.authorization ?? '').includes('/iam/aws4_request')
}

export const notFound: Answer = { status: 404, headers: {}, body: '', isShared: true }

const landing: Answer = {
  status: 200,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'Hallpass: identity pools that you run yourself. Point an AWS SDK at this address as the endpoint of cognito-identity, sts and iam.\n',
  isShared: true,
}

function spokenWire({ method, query, headers }: IncomingRequest): 'json' | 'query' | 'none' {
  if (headers['x-amz-target'] !== undefined) return 'json'
  const type = mediaType(headers)
  if (method === 'POST' && jsonTypes.includes(type)) return 'json'
  return (method === 'POST' && type === formType) || /(?:^|&)(?:Action|Version)=/.test(query) ? 'query' : 'none'
}
