import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AWS } from '../namespace.ts'

type Answering = (url: string, init: RequestInit) => Promise<Response>
const fetchStub = vi.fn<Answering>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetchStub)
  fetchStub.mockReset()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

interface Told {
  /** Name of the event, then what came with it. */
  readonly events: unknown[][]
  readonly failures: { code?: string; message: string }[]
  abort(): void
}

function send(
  options: Parameters<typeof AWS.HttpClient.prototype.handleRequest>[1] = {},
  change?: (request: InstanceType<typeof AWS.HttpRequest>) => void,
): Told {
  const request = new AWS.HttpRequest('http://127.0.0.1:4255/', 'r')
  Object.assign(request, {
    body: '{"a":1}',
    headers: { 'Content-Length': 7, Host: '127.0.0.1:4255', 'User-Agent': 'me', 'X-Amz-Target': 'T' },
  })
  change?.(request)
  const told: Told = { events: [], failures: [], abort: () => request.stream?.abort() }
  AWS.HttpClient.getInstance().handleRequest(
    request,
    options,
    (stream) => {
      for (const event of ['sendProgress', 'headers', 'receiveProgress', 'data', 'end']) {
        stream.on(event, (...values: unknown[]) => told.events.push([event, ...values]))
      }
    },
    (error) => told.failures.push(error),
  )
  return told
}

const settled = (told: Told) => vi.waitFor(() => expect(told.failures.length > 0 || told.events.at(-1)?.[0] === 'end').toBe(true))

describe('an exchange by fetch', () => {
  test('is a POST without the headers that browsers write themselves, and follows nothing', async () => {
    fetchStub.mockResolvedValue(new Response('{}'))
    await settled(send())
    const [[url, init] = []] = fetchStub.mock.calls
    expect(url).toBe('http://127.0.0.1:4255/')
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'X-Amz-Target': 'T' },
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      mode: 'cors',
    })
    expect(Object.keys(init?.headers ?? {})).toEqual(['X-Amz-Target'])
  })

  test('takes cookies along when xhrWithCredentials says so', async () => {
    fetchStub.mockResolvedValue(new Response('{}'))
    await settled(send({ xhrWithCredentials: true }))
    expect(fetchStub.mock.calls[0]?.[1].credentials).toBe('include')
  })

  test('names the port where it is not the usual one', async () => {
    fetchStub.mockImplementation(async () => new Response('{}'))
    await settled(send({}, (request) => request.updateEndpoint('https://pools.test/a')))
    await settled(send({}, (request) => request.updateEndpoint('http://[::1]:8080/')))
    expect(fetchStub.mock.calls.map(([url]) => url)).toEqual(['https://pools.test/a', 'http://[::1]:8080/'])
  })

  test('tells what was sent, of the answer, and its bytes as they come', async () => {
    const pieces = new ReadableStream({
      start(controller) {
        for (const piece of ['{"a":"', '€"}']) controller.enqueue(new TextEncoder().encode(piece))
        controller.close()
      },
    })
    fetchStub.mockResolvedValue(
      new Response(pieces, { status: 418, statusText: 'Teapot', headers: { 'X-Amzn-RequestId': 'one', 'content-length': '11' } }),
    )
    const told = send()
    await settled(told)
    expect(told.events.map(([name]) => name)).toEqual([
      'sendProgress',
      'headers',
      'receiveProgress',
      'data',
      'receiveProgress',
      'data',
      'end',
    ])
    expect(told.events[0]?.[1]).toEqual({ lengthComputable: true, loaded: 7, total: 7 })
    expect(told.events[1]?.slice(1)).toEqual([418, { 'x-amzn-requestid': 'one', 'content-length': '11' }, 'Teapot'])
    expect(told.events[4]?.[1]).toEqual({ lengthComputable: true, loaded: 11, total: 11 })
    expect(told.events.filter(([name]) => name === 'data').map(([, data]) => String(data))).toEqual(['{"a":"', '€"}'])
  })

  test('takes the text where the runtime has no stream', async () => {
    fetchStub.mockResolvedValue({ status: 200, statusText: '', headers: new Headers(), text: async () => '{"b":2}' } as Response)
    const told = send()
    await settled(told)
    expect(String(told.events.find(([name]) => name === 'data')?.[1])).toBe('{"b":2}')
  })

  test('is a NetworkingError when fetch rejects, with its reason', async () => {
    const reason = new TypeError('Failed to fetch')
    fetchStub.mockRejectedValue(reason)
    const told = send()
    await settled(told)
    expect(told.failures).toMatchObject([
      { code: 'NetworkingError', name: 'NetworkingError', message: 'Network Failure', originalError: reason },
    ])
  })

  test('is a NetworkingError when fetch throws', async () => {
    fetchStub.mockImplementation(() => {
      throw new TypeError('Invalid URL')
    })
    const told = send()
    await settled(told)
    expect(told.failures).toMatchObject([{ code: 'NetworkingError' }])
  })

  test('is a NetworkingError when the answer breaks off', async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('network error'))
      },
    })
    fetchStub.mockResolvedValue(new Response(broken))
    const told = send()
    await settled(told)
    expect(told.failures).toMatchObject([{ code: 'NetworkingError' }])
    expect(told.events.map(([name]) => name)).not.toContain('end')
  })

  test('hands a redirection over where the runtime shows it', async () => {
    fetchStub.mockResolvedValue(new Response('', { status: 307, headers: { location: 'https://other.test/' } }))
    const told = send()
    await settled(told)
    expect(told.events.find(([name]) => name === 'headers')?.slice(1, 3)).toEqual([
      307,
      { location: 'https://other.test/', 'content-type': 'text/plain;charset=UTF-8' },
    ])
  })

  test('is a NetworkingError where a browser hides a redirection', async () => {
    fetchStub.mockResolvedValue({ type: 'opaqueredirect', status: 0 } as Response)
    const told = send()
    await settled(told)
    expect(told.failures).toMatchObject([{ code: 'NetworkingError' }])
    expect(told.events).toEqual([])
  })

  test('aborted fails at once, with the fetch', async () => {
    fetchStub.mockReturnValue(new Promise(() => {}))
    const told = send()
    told.abort()
    expect(told.failures).toMatchObject([{ code: 'RequestAbortedError', message: 'Request aborted' }])
    expect(fetchStub.mock.calls[0]?.[1].signal?.aborted).toBe(true)
    told.abort()
    expect(told.failures).toHaveLength(1)
  })

  test('aborted when it is over stays as it is', async () => {
    fetchStub.mockResolvedValue(new Response('{}'))
    const told = send()
    await settled(told)
    told.abort()
    expect(told.failures).toEqual([])
  })

  test('is a TimeoutError when the time is over, and nothing else afterwards', async () => {
    vi.useFakeTimers()
    let answer: (response: Response) => void = () => {}
    fetchStub.mockReturnValue(
      new Promise((resolve) => {
        answer = resolve
      }),
    )
    const told = send({ timeout: 1000 })
    await vi.advanceTimersByTimeAsync(999)
    expect(told.failures).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(told.failures).toMatchObject([{ code: 'TimeoutError', message: 'Timeout' }])
    answer(new Response('{}'))
    await vi.advanceTimersByTimeAsync(1)
    expect(told.events).toEqual([])
  })

  test('leaves no timer behind', async () => {
    vi.useFakeTimers()
    fetchStub.mockResolvedValue(new Response('{}'))
    const told = send({ timeout: 1000 })
    await vi.advanceTimersByTimeAsync(0)
    expect(told.events.at(-1)).toEqual(['end'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('throws what a listener throws to the runtime, and is no failure', async () => {
    fetchStub.mockResolvedValue(new Response('{}'))
    const thrown = new Promise((resolve) => {
      vi.stubGlobal('queueMicrotask', (act: () => void) => {
        try {
          act()
        } catch (error) {
          resolve(error)
        }
      })
    })
    const request = new AWS.HttpRequest('http://127.0.0.1:4255/', 'r')
    const failed = vi.fn()
    const mistake = new Error('mistake')
    AWS.HttpClient.getInstance().handleRequest(
      request,
      {},
      (stream) =>
        stream.on('headers', () => {
          throw mistake
        }),
      failed,
    )
    expect(await thrown).toBe(mistake)
    expect(failed).not.toHaveBeenCalled()
  })

  test('says nothing of caches, cookies and pages to Cloudflare’s workers', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    fetchStub.mockResolvedValue(new Response('{}'))
    await settled(send())
    expect(fetchStub.mock.calls[0]?.[1]).not.toHaveProperty('mode')
  })
})

test('one client does for all requests, until another takes its place', () => {
  const client = AWS.HttpClient.getInstance()
  expect(AWS.HttpClient.getInstance()).toBe(client)
  expect(client).toBeInstanceOf(AWS.HttpClient)
})
