/** What the SDK hands over to be sent, as far as it counts here. Source: `HttpRequest` of `@smithy/types`. */
interface Sent {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer> | string
}

/**
 * Sends the SDK's requests by XMLHttpRequest: unlike `fetch`, it tells how far an upload is.
 * @param onProgress told how much of a body is sent, 0 to 1
 */
export function uploadHandler(onProgress: (share: number) => void) {
  return {
    handle(sent: Sent, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) {
      const request = new XMLHttpRequest()
      request.open(sent.method, addressOf(sent))
      request.responseType = 'blob'
      for (const [name, value] of Object.entries(sent.headers)) {
        // Browsers set these themselves.
        if (!/^(host|content-length|user-agent)$/i.test(name)) request.setRequestHeader(name, value)
      }
      request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total)
      abortSignal?.addEventListener('abort', () => request.abort())
      return new Promise<{ response: object }>((resolve, reject) => {
        request.onload = () => resolve({ response: answerOf(request) })
        request.onerror = () => reject(Object.assign(new TypeError('The gateway cannot be reached.'), { name: 'NetworkError' }))
        request.onabort = () => reject(new DOMException('The request was given up.', 'AbortError'))
        request.send(sent.body ?? null)
      })
    },
  }
}

function addressOf({ protocol, hostname, port, path, query = {} }: Sent): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? encodeOnce(name) : `${encodeOnce(name)}=${encodeOnce(one)}`)),
  )
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`
}

/** As it was signed: all but unreserved characters. */
function encodeOnce(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function answerOf(request: XMLHttpRequest) {
  const lines = request.getAllResponseHeaders().trim().split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { statusCode: request.status, headers, body: request.response }
}
