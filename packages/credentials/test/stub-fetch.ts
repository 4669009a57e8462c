import { vi } from 'vitest'

/** What a request gets: an answer, a failure of the network, or neither ever. */
export type Reply = Response | Error | 'silence'

export interface StubFetch {
  readonly fetch: typeof fetch
  /** In order. */
  readonly requests: readonly { readonly url: string; readonly init: RequestInit; readonly at: number }[]
}

/** A `fetch` that gives these replies one after the other, and the last one from then on. */
export function stubFetch(...replies: readonly (Reply | ((init: RequestInit) => Reply))[]): StubFetch {
  const requests: { url: string; init: RequestInit; at: number }[] = []
  const stub = async (input: unknown, init: RequestInit = {}) => {
    requests.push({ url: String(input), init, at: Date.now() })
    const next = replies[Math.min(requests.length, replies.length) - 1]
    const reply = typeof next === 'function' ? next(init) : next
    if (reply instanceof Response) return reply.clone()
    if (reply instanceof Error) throw reply
    return new Promise<Response>((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('This operation was aborted', 'AbortError')))
    })
  }
  // The calls under test give a text and options.
  return { fetch: vi.fn(stub) as typeof fetch, requests }
}

export function jsonReply(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
}

/** A refusal as cognito-identity writes it. */
export function refusal(type: string, message: string, status = 400, headers: Readonly<Record<string, string>> = {}): Response {
  return jsonReply({ __type: type, message }, status, headers)
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('It resolved.')
    },
    (error: Error) => error,
  )
}
