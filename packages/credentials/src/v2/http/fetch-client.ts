import { AWS } from '../aws.ts'
import type { HttpClient as Client, HttpClientClass, HttpOptions, HttpRequest } from '../http-types.ts'
import { inherit } from '../inherit.ts'
import { type Callbacks, clientStatics } from './client-statics.ts'
import { EventStream } from './event-stream.ts'

/**
 * Sends requests by `fetch`, wherever there is one. What failed has the code `TimeoutError` (`httpOptions.timeout`, milliseconds for the
 * whole exchange), `NetworkingError` or `RequestAbortedError`. Redirections are handed over as answers, never followed here, since they
 * would take tokens along; browsers hide where they lead to, so that there they are a `NetworkingError`.
 */
export const HttpClient: HttpClientClass = Object.assign(
  inherit<new () => Client>({ constructor: function HttpClient() {}, handleRequest: send }),
  clientStatics,
)

function send(request: HttpRequest, options: HttpOptions, ...[answered, failed]: Callbacks): EventStream {
  const stream = new EventStream()
  const controller = new AbortController()
  let isOver = false
  request.stream = { abort: () => fail('Request aborted', { code: 'RequestAbortedError' }) }
  answered(stream)

  const { timeout } = options
  const timer = timeout ? setTimeout(() => fail('Timeout', { code: 'TimeoutError' }), timeout) : undefined
  void receive()
  return stream

  async function receive(): Promise<void> {
    try {
      const response = await fetch(addressOf(request), initOf(request, options, controller.signal))
      if (response.type === 'opaqueredirect') throw new TypeError('The answer redirects, which browsers keep from scripts.')
      stream.statusCode = response.status
      stream.headers = Object.fromEntries(response.headers)
      const sent = Number(request.headers['Content-Length'])
      tell('sendProgress', { lengthComputable: true, loaded: sent, total: sent })
      tell('headers', stream.statusCode, stream.headers, response.statusText)
      await read(response)
      later(() => {
        end()
        stream.emit('end')
      })
    } catch (originalError) {
      later(() => fail('Network Failure', { code: 'NetworkingError', originalError }))
    }
  }

  async function read(response: Response): Promise<void> {
    // React Native has the text alone.
    if (!response.body) return tell('data', AWS.util.buffer.toBuffer(await response.text()))
    const total = Number(response.headers.get('content-length'))
    const reader = response.body.getReader()
    for (let loaded = 0; ; ) {
      const { done, value } = await reader.read()
      if (done) return
      loaded += value.length
      tell('receiveProgress', { lengthComputable: total > 0, loaded, total })
      tell('data', AWS.util.buffer.toBuffer(value))
    }
  }

  function tell(event: string, ...values: unknown[]): void {
    later(() => stream.emit(event, ...values))
  }

  // What listeners throw is an uncaught error, as it is in any other event, and not a failure of the network.
  function later(act: () => void): void {
    queueMicrotask(() => {
      if (!isOver) act()
    })
  }

  function fail(message: string, options: { code: string; originalError?: unknown }): void {
    if (isOver) return
    end()
    controller.abort()
    failed(AWS.util.error(new Error(message), options))
  }

  function end(): void {
    isOver = true
    clearTimeout(timer)
  }
}

function addressOf({ endpoint: { protocol, hostname, port }, path }: HttpRequest): string {
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname
  return `${protocol}//${host}${port === (protocol === 'https:' ? 443 : 80) ? '' : `:${port}`}${path}`
}

function initOf({ method, headers, body }: HttpRequest, { xhrWithCredentials }: HttpOptions, signal: AbortSignal): RequestInit {
  // Browsers write these themselves.
  const { Host: _host, 'Content-Length': _length, 'User-Agent': _agent, ...own } = headers
  return {
    method,
    // Whatever is no text becomes one there.
    headers: own as Record<string, string>,
    body: body || null,
    signal,
    redirect: 'manual',
    // Cloudflare's workers refuse to hear of these: they have neither a cache of answers nor cookies nor pages.
    ...(globalThis.navigator?.userAgent !== 'Cloudflare-Workers' && {
      cache: 'no-store',
      credentials: xhrWithCredentials ? 'include' : 'omit',
      mode: 'cors',
    }),
  }
}
