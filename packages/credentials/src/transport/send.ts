import type { ClientConfig, HandlerResponse, RequestHandler } from './client-config.ts'
import type { Address } from './endpoint.ts'
import { runtimeName } from './user-agent.ts'

export interface Answer {
  readonly status: number
  header(name: string): string | null | undefined
  text(): Promise<string>
}

/** Sends one request, by the configured handler or by `fetch`. */
export async function send(
  address: Address,
  headers: Record<string, string>,
  body: string,
  config: ClientConfig,
  signal: AbortSignal,
): Promise<Answer> {
  const handler = handlerOf(config)
  if (handler) {
    // The handlers read these members, whatever class they declare.
    const request = { ...address, method: 'POST', headers, body, query: {} } as never
    const { response } = await handler.handle(request, { abortSignal: signal })
    return { status: response.statusCode, header: (name) => response.headers[name], text: () => textOf(response) }
  }
  const response = await (config.fetch ?? fetch)(urlOf(address), {
    method: 'POST',
    headers,
    body,
    signal,
    redirect: 'manual',
    // Cloudflare's workers have neither cookies nor pages, and refuse to hear of them.
    ...(/^Cloudflare/.test(runtimeName()) ? {} : { cache: 'no-store', credentials: 'omit', mode: 'cors' }),
  })
  return {
    // What pages are told of a redirect is that it is one.
    status: response.type === 'opaqueredirect' ? 302 : response.status,
    header: (name) => response.headers.get(name),
    text: () => response.text(),
  }
}

export function urlOf({ protocol, hostname, port, path }: Address): string {
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`
}

/** The SDK's configurations hold a handler; an application's may hold the options of one. */
function handlerOf({ requestHandler }: ClientConfig): RequestHandler | undefined {
  // Told apart by the method that is used.
  const handler = requestHandler as RequestHandler | undefined
  return typeof handler?.handle === 'function' ? handler : undefined
}

/** The body of a handler's answer: a stream of Node's or of the web's, a `Blob`, bytes or a text. */
function textOf({ body }: HandlerResponse): Promise<string> {
  // Node's streams too are bodies to Node's `Response`, as is anything that gives its chunks one by one.
  return new Response(body as BodyInit).text()
}
