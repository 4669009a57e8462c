import type { ClientConfig, RequestHandler } from './client-config.ts'

/** What is asked of an answer: the part of a `Response` that handlers' answers have too. */
export interface Answer {
  readonly status: number
  readonly headers: { get(name: string): string | null | undefined }
  text(): Promise<string>
}

/** Sends one request, by the SDK's handler where one is configured, else by `fetch`. */
export async function send(
  url: string,
  headers: Record<string, string>,
  body: string,
  config: ClientConfig,
  signal: AbortSignal,
): Promise<Answer> {
  // The SDK's configurations hold a handler, an application's may hold the options of one: the method tells them apart.
  const handler = config.requestHandler as RequestHandler | undefined
  if (!handler?.handle) {
    return (config.fetch ?? fetch)(url, {
      method: 'POST',
      headers,
      body,
      signal,
      redirect: 'manual',
      // Cloudflare's workers refuse to hear of these: they have neither a cache of answers nor cookies nor pages.
      ...(globalThis.navigator?.userAgent !== 'Cloudflare-Workers' && { cache: 'no-store', credentials: 'omit', mode: 'cors' }),
    })
  }
  const { protocol, hostname, port, pathname } = new URL(url)
  // The handlers read these members, whatever class they declare.
  const request = { method: 'POST', protocol, hostname, port: Number(port) || undefined, path: pathname, query: {}, headers, body } as never
  const { response } = await handler.handle(request, { abortSignal: signal })
  return {
    status: response.statusCode,
    headers: { get: (name) => response.headers[name] },
    // A stream of the web's or of Node's, which Node's `Response` takes too, a `Blob`, bytes or a text.
    text: () => new Response(response.body as BodyInit).text(),
  }
}
