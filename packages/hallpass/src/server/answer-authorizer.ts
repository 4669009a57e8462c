import type { AuthorizerSettings } from '../authorizer/authorizer-settings.ts'
import { type JudgePorts, judge } from '../authorizer/judge.ts'
import type { ProxyKind } from '../authorizer/proxy-check.ts'
import { readInquiry } from '../authorizer/read-inquiry.ts'
import { readProxyCheck } from '../authorizer/read-proxy-check.ts'
import type { SignedHead } from '../s3/signed-head.ts'
import type { Answer } from './answer.ts'
import { answerProxy, answerService, refuseProxy, refuseService } from './answer-judgement.ts'
import { admissionFault } from './authorizer-admission.ts'
import { type IncomingRequest, mediaType } from './incoming-request.ts'

export interface AuthorizerPorts {
  readonly ports: JudgePorts
  readonly settings: AuthorizerSettings
}

/** Below it, Envoy asks with the path of its client. */
export const envoyPrefix = '/authorize/envoy'

/** Answers at `/authorize`: nginx, which says what its client asked for in two headers, or a service that describes it in JSON. */
export async function answerAuthorize(request: IncomingRequest, authorizer: AuthorizerPorts): Promise<Answer> {
  // Whoever sends one of the two is no service: to nginx an answer in the form for services would always be a yes.
  const isNginx = Object.keys(request.headers).some((name) => name.startsWith('x-original-'))
  if (isNginx) return answerCheck('nginx', request, authorizer)
  const { ports, settings } = authorizer
  const call = { from: 'service', headers: headersOf(request), peerAddress: request.peerAddress } as const
  const notAdmitted = admissionFault(call, settings.token)
  if (notAdmitted !== undefined) return refuseService(403, notAdmitted, request.id)
  if (request.method !== 'POST' || mediaType(request.headers) !== 'application/json') {
    return refuseService(415, 'Services ask by POST, with a body of application/json.', request.id)
  }
  const inquiry = readInquiry(request.body)
  if (inquiry.kind === 'malformed') return refuseService(400, inquiry.message, request.id)
  return answerService(await judge(inquiry, ports), request.id)
}

/** Answers a proxy. What the operator has not set up is an error of ours, so that he sees it; nothing passes meanwhile. */
export async function answerCheck(proxy: ProxyKind, request: IncomingRequest, { ports, settings }: AuthorizerPorts): Promise<Answer> {
  const headers = headersOf(request)
  const notAdmitted = admissionFault({ from: 'proxy', headers, peerAddress: request.peerAddress }, settings.token)
  if (notAdmitted !== undefined) return refuseProxy(403, notAdmitted, request.id)
  if (proxy === 'nginx' && request.body.length > 0) return refuseProxy(500, 'nginx must not pass bodies to the authorizer.', request.id)
  const { sourceIp, isSecure } = request.client
  const inquiry = readProxyCheck(
    {
      proxy,
      method: request.method,
      target: targetOf(request).slice(envoyPrefix.length),
      headers,
      client: sourceIp === request.peerAddress ? undefined : { sourceIp, isSecure },
    },
    settings,
  )
  if (inquiry.kind === 'malformed') return refuseProxy(500, inquiry.message, request.id)
  if (inquiry.kind === 'refused') return refuseProxy(403, inquiry.reason, request.id)
  return answerProxy(await judge(inquiry, ports), request.id)
}

function targetOf({ path, query }: IncomingRequest): string {
  return query === '' ? path : `${path}?${query}`
}

function headersOf({ rawHeaders }: IncomingRequest): SignedHead['headers'] {
  return rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : []))
}
