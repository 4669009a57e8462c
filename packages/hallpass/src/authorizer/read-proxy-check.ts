import type { ConditionEntry } from '../operation/operation.ts'
import type { SignedHead } from '../s3/signed-head.ts'
import type { AuthorizerSettings } from './authorizer-settings.ts'
import { bearerPrefix } from './bearer-request.ts'
import type { Evidence } from './evidence.ts'
import { fillTemplate } from './fill-template.ts'
import { actionFault, type Inquiry, type Malformed, malformed, type Refused, refused, resourceFault } from './inquiry.ts'
import { checkedRequest, onlyValue, type ProxyCheck } from './proxy-check.ts'
import { readPath } from './request-path.ts'
import { splitTarget } from './split-target.ts'

/**
 * What a proxy asks. Action and resource are the operator's: of the configuration, else of headers that the proxy sets. They are made of
 * the very path that was signed.
 */
export function readProxyCheck(check: ProxyCheck, settings: AuthorizerSettings): Inquiry | Malformed | Refused {
  const checked = checkedRequest(check)
  if (checked.kind === 'malformed') return checked
  const actionTemplate = settings.action ?? toldText(check, 'x-hallpass-action')
  const resourceTemplate = settings.resource ?? toldText(check, 'x-hallpass-resource')
  if (actionTemplate === undefined || resourceTemplate === undefined) {
    return malformed('The configuration, or the proxy in X-Hallpass-Action and X-Hallpass-Resource, must name the action and the resource.')
  }

  const { method, headers } = checked
  if (!/^[A-Z-]{1,32}$/.test(method)) return refused('The method is none.')
  const target = splitTarget(checked.target)
  if (target === undefined || target.authority !== undefined) return refused('The target is not of the form /path?query.')
  const path = readPath(target.path)
  if (path.kind === 'refused') return path
  const action = fillTemplate(actionTemplate, method, path)
  const resource = fillTemplate(resourceTemplate, method, path)
  if (typeof action !== 'string') return action
  if (typeof resource !== 'string') return resource
  const fault = actionFault(action) ?? resourceFault(resource)
  if (fault !== undefined) return refused(fault)
  const evidence = evidenceOf({ method, path: target.path, query: target.query, headers }, settings)
  return { kind: 'inquiry', evidence, action, resource, context: contextOf(check) }
}

/** Headers are bytes; proxies are configured in UTF-8. */
function toldText({ headers }: ProxyCheck, name: string): string | undefined {
  const bytes = onlyValue(headers, name)
  return bytes === undefined ? undefined : Buffer.from(bytes, 'latin1').toString()
}

function evidenceOf(request: SignedHead, { service, audience }: AuthorizerSettings): Evidence {
  const authorization = onlyValue(request.headers, 'authorization') ?? ''
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  if (audience !== undefined && token?.startsWith(bearerPrefix)) return { kind: 'bearer', token, audience, request }
  return { kind: 'signed-request', request, service, bodySha256: undefined }
}

function contextOf({ client }: ProxyCheck): readonly ConditionEntry[] {
  if (client === undefined) return []
  return [
    ['aws:SourceIp', client.sourceIp],
    ['aws:SecureTransport', String(client.isSecure)],
  ]
}
