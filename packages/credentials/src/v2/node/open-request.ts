import * as http from 'node:http'
import * as https from 'node:https'
import type { Endpoint, HttpOptions, HttpRequest } from '../http-types.ts'
import { hostOf } from './host-of.ts'
import { proxyAt } from './proxy.ts'
import { tunnelThrough } from './tunnel.ts'

/**
 * Opens a request at its endpoint, or at the proxy of the options: there through a tunnel where the endpoint speaks TLS, else with the
 * whole address as its path.
 */
export function openRequest(
  request: HttpRequest,
  options: HttpOptions,
  agentFor: (isSecure: boolean) => http.Agent,
  usesTunnel: boolean,
): http.ClientRequest {
  const { proxy: address, timeout: _timeout, connectTimeout: _connectTimeout, agent: _agent, ...others } = options
  const { endpoint, method, headers, path } = request
  const own = { ...others, method, headers }
  if (!address) return open(endpoint, { ...own, path, agent: agentFor(isSecure(endpoint)) })

  const proxy = proxyAt(address)
  if (isSecure(endpoint) && usesTunnel) {
    const aborted = new AbortController()
    const opened = open(endpoint, { ...own, path, createConnection: tunnelThrough(proxy, endpoint, options, aborted.signal) })
    // As long as there is no tunnel, there is nothing else to end.
    return opened.once('abort', () => aborted.abort())
  }
  const whole = { headers: { ...headers, ...proxy.headers }, path: originOf(endpoint) + path }
  return open(proxy.endpoint, { ...own, ...whole, agent: agentFor(isSecure(proxy.endpoint)) })
}

function open(endpoint: Endpoint, options: http.RequestOptions): http.ClientRequest {
  const { request } = isSecure(endpoint) ? https : http
  return request({ host: hostOf(endpoint), port: endpoint.port, ...options })
}

function isSecure({ protocol }: Endpoint): boolean {
  return protocol === 'https:'
}

function originOf({ protocol, hostname, port }: Endpoint): string {
  return `${protocol}//${hostname}${port === 80 || port === 443 ? '' : `:${port}`}`
}
