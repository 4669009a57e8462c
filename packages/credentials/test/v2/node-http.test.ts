import { type ClientRequest, createServer, Agent as HttpAgent, type Server as HttpServer } from 'node:http'
import { createServer as createSecureServer, Agent as HttpsAgent } from 'node:https'
import { connect, Socket, type Server as TcpServer } from 'node:net'
import { beforeEach, describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { ConfigurationOptions } from '../../src/v2/config-types.ts'
import { type Implementation, implementations, ours, testOf } from './both.ts'
import { answerTo } from './cognito-service.ts'
import { afterBody, giveId, type LocalServer, listen } from './local-servers.ts'

/** TLS that needs no certificate. */
const withoutCertificate = { ciphers: 'AECDH-AES128-SHA:@SECLEVEL=0', maxVersion: 'TLSv1.2' } as const

// Of endpoints without TLS.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

const params = { IdentityPoolId: 'eu-central-1:pool' }

/** A service object at the server, which tries once. */
function cognitoAt({ url }: Pick<LocalServer, 'url'>, AWS: AwsNamespace, config: ConfigurationOptions = {}) {
  return new AWS.CognitoIdentity({ region: 'eu-central-1', endpoint: url, maxRetries: 0, ...config })
}

const testWith = (implementation: Implementation) =>
  testOf(implementation).extend<{ serve(server: HttpServer | TcpServer): Promise<LocalServer> }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    serve: async ({}, use) => {
      const servers: LocalServer[] = []
      await use(async (server) => {
        const local = await listen(server)
        servers.push(local)
        return local
      })
      for (const server of servers) await server.close()
    },
  })

describe.each(implementations)('CP-V2-8 httpOptions in Node, $name,', (implementation) => {
  const test = testWith(implementation)

  test('timeout ends a request whose answer does not begin', async ({ AWS, serve }) => {
    const silent = await serve(afterBody(() => {}))
    const { error } = await answerTo(cognitoAt(silent, AWS, { httpOptions: { timeout: 50 } }).getId(params))
    expect(error).toMatchObject({
      code: 'TimeoutError',
      name: 'TimeoutError',
      retryable: true,
      region: 'eu-central-1',
      hostname: '127.0.0.1',
    })
    expect(error?.message).toBe('Connection timed out after 50ms')
  })

  test('timeout ends a request whose answer does not go on', async ({ AWS, serve }) => {
    const stuck = await serve(afterBody((_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('{')))
    const { error } = await answerTo(cognitoAt(stuck, AWS, { httpOptions: { timeout: 50 } }).getId(params))
    expect(error).toMatchObject({ code: 'TimeoutError', message: 'Connection timed out after 50ms' })
  })

  test('no timeout but 120 s is there unless it is given', ({ AWS }) => {
    expect(new AWS.CognitoIdentity({ region: 'r' }).config.httpOptions).toEqual({ timeout: 120_000 })
  })

  test('connectTimeout ends a request that finds no connection', async ({ AWS }) => {
    class Stuck extends HttpAgent {
      override createConnection() {
        return Object.assign(new Socket(), { connecting: true })
      }
    }
    const httpOptions = { connectTimeout: 20, agent: new Stuck() }
    const { error } = await answerTo(cognitoAt({ url: 'http://127.0.0.1:1' }, AWS, { httpOptions }).getId(params))
    expect(error).toMatchObject({ code: 'TimeoutError', message: 'Socket timed out without establishing a connection', retryable: true })
  })

  test('connectTimeout ends no request that waits for its answer', async ({ AWS, serve }) => {
    const slow = await serve(afterBody((request, response) => setTimeout(() => giveId(request, response), 60)))
    const { data } = await answerTo(cognitoAt(slow, AWS, { httpOptions: { connectTimeout: 20 } }).getId(params))
    expect(data).toEqual({ IdentityId: 'an-id' })
  })

  test('a connection that was reset is a TimeoutError', async ({ AWS, serve }) => {
    const rude = await serve(afterBody((request) => void request.socket.resetAndDestroy()))
    const { error } = await answerTo(cognitoAt(rude, AWS).getId(params))
    expect(error).toMatchObject({ code: 'TimeoutError', retryable: true })
  })

  test('a reset connection is tried anew', async ({ AWS, serve }) => {
    let isFirst = true
    const rude = await serve(
      afterBody((request, response) => {
        if (!isFirst) return giveId(request, response)
        isFirst = false
        return request.socket.resetAndDestroy()
      }),
    )
    const { data, response } = await answerTo(cognitoAt(rude, AWS, { maxRetries: 1, retryDelayOptions: { base: 0 } }).getId(params))
    expect(data).toEqual({ IdentityId: 'an-id' })
    expect(response.retryCount).toBe(1)
  })

  test('a name that is not found is an UnknownEndpoint, and lookup is Node’s option', async ({ AWS }) => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND no.host'), { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo' })
    const lookup = vi.fn((_name: string, _options: object, done: (error: Error) => void) => done(unknown))
    const { error } = await answerTo(cognitoAt({ url: 'http://no.host' }, AWS, { httpOptions: { lookup } as object }).getId(params))
    expect(lookup).toHaveBeenCalledWith('no.host', expect.anything(), expect.any(Function))
    expect(error).toMatchObject({ code: 'UnknownEndpoint', hostname: 'no.host', region: 'eu-central-1', retryable: true })
  })

  test('agent makes the connections', async ({ AWS, serve }) => {
    const server = await serve(afterBody(giveId))
    const agent = new HttpAgent({ keepAlive: true })
    const cognito = cognitoAt(server, AWS, { httpOptions: { agent } })
    for (let count = 0; count < 3; count += 1) await cognito.getId(params).promise()
    expect(server.connections).toBe(1)
    agent.destroy()
  })

  test('without an agent each request has a connection', async ({ AWS, serve }) => {
    vi.stubEnv('AWS_NODEJS_CONNECTION_REUSE_ENABLED', undefined)
    const server = await serve(afterBody(giveId))
    for (let count = 0; count < 3; count += 1) await cognitoAt(server, AWS).getId(params).promise()
    expect(server.connections).toBe(3)
  })

  test('AWS_NODEJS_CONNECTION_REUSE_ENABLED keeps connections', async ({ AWS, serve }) => {
    vi.stubEnv('AWS_NODEJS_CONNECTION_REUSE_ENABLED', '1')
    const server = await serve(afterBody(giveId))
    for (let count = 0; count < 3; count += 1) await cognitoAt(server, AWS).getId(params).promise()
    expect(server.connections).toBe(1)
  })

  test('proxy gets the whole address', async ({ AWS, serve }) => {
    const seen: (string | undefined)[] = []
    const proxy = await serve(
      afterBody((request, response) => {
        seen.push(request.method, request.url, request.headers.host)
        giveId(request, response)
      }),
    )
    const { data } = await answerTo(
      cognitoAt({ url: 'http://pools.test:8080/a' }, AWS, { httpOptions: { proxy: proxy.url } }).getId(params),
    )
    expect(data).toEqual({ IdentityId: 'an-id' })
    expect(seen).toEqual(['POST', 'http://pools.test:8080/a', 'pools.test:8080'])
  })

  test('proxy of this machine that makes no tunnels gets the whole address, of https as well', async ({ AWS, serve }) => {
    const seen: (string | undefined)[] = []
    const proxy = await serve(
      afterBody((request, response) => {
        seen.push(request.url)
        giveId(request, response)
      }),
    )
    const request = cognitoAt({ url: 'https://pools.test' }, AWS, { httpOptions: { proxy: proxy.url } }).getId(params)
    const progress = vi.fn()
    request.on('httpUploadProgress', progress)
    const { data } = await answerTo(request)
    expect(data).toEqual({ IdentityId: 'an-id' })
    expect(seen).toEqual(['https://pools.test/'])
    expect(progress).toHaveBeenCalledTimes(1)
  })

  test('tells of what was sent and of what came, as a Buffer', async ({ AWS, serve }) => {
    const server = await serve(
      afterBody((_request, response) => response.writeHead(200, { 'content-length': '22' }).end('{"IdentityId":"an-id"}')),
    )
    const request = cognitoAt(server, AWS).getId(params)
    const [upload, download, data] = [vi.fn(), vi.fn(), vi.fn()]
    request.on('httpUploadProgress', upload).on('httpDownloadProgress', download).on('httpData', data)
    const { response } = await answerTo(request)
    const total = JSON.stringify(params).length
    expect(upload.mock.calls.map(([progress]) => progress)).toEqual([{ loaded: total, total }])
    expect(download.mock.calls.map(([progress]) => progress)).toEqual([{ loaded: 22, total: '22' }])
    expect(Buffer.isBuffer(data.mock.calls[0]?.[0])).toBe(true)
    expect(Buffer.isBuffer(response.httpResponse.body)).toBe(true)
    expect(response.httpResponse).toMatchObject({ statusCode: 200, statusMessage: 'OK' })
  })

  test('the stream of an answer is Node’s, for those who read it themselves', async ({ AWS, serve }) => {
    const server = await serve(afterBody(giveId))
    const request = cognitoAt(server, AWS).getId(params)
    const text = new Promise<string>((resolve) => {
      request.on('httpHeaders', function (this: typeof request) {
        let read = ''
        // Node’s stream.
        const stream = this.response.httpResponse.createUnbufferedStream() as NodeJS.ReadableStream
        stream.on('data', (chunk) => {
          read += chunk
        })
        stream.on('end', () => resolve(read))
      })
    })
    request.send()
    expect(await text).toBe('{"IdentityId":"an-id"}')
  })
})

describe('CP-V2-8 httpOptions in Node, beyond the original,', () => {
  const test = testWith(ours)

  test('abort closes the connection', async ({ AWS, serve }) => {
    const closed = vi.fn()
    const arrived = vi.fn()
    const silent = await serve(
      afterBody((request) => {
        arrived()
        request.socket.once('close', closed)
      }),
    )
    const request = cognitoAt(silent, AWS).getId(params)
    const answer = answerTo(request)
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled())
    request.abort()
    expect((await answer).error).toMatchObject({ code: 'RequestAbortedError', message: 'Request aborted by user', retryable: false })
    await vi.waitFor(() => expect(closed).toHaveBeenCalled())
  })

  test('an answer that breaks off is a TimeoutError', async ({ AWS, serve }) => {
    const rude = await serve(
      afterBody((_request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"IdentityId":', () => response.destroy())
      }),
    )
    const { error, data } = await answerTo(cognitoAt(rude, AWS).getId(params))
    expect(error).toMatchObject({ code: 'TimeoutError', retryable: true })
    expect(data).toBe(null)
  })

  test('a connection that breaks when the answer is complete is no concern', async ({ AWS, serve }) => {
    const completed = vi.fn()
    const rude = await serve(afterBody((_request, response) => response.end('{"IdentityId":"an-id"}')))
    const request = cognitoAt(rude, AWS).getId(params)
    request.on('complete', completed)
    const { data } = await answerTo(request)
    // Node's own request.
    const stream = request.httpRequest.stream as ClientRequest
    stream.emit('error', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
    expect(data).toEqual({ IdentityId: 'an-id' })
    expect(request.response.error).toBe(null)
    expect(completed).toHaveBeenCalledTimes(1)
  })

  test('proxy is told who asks, where its address says so', async ({ AWS, serve }) => {
    const seen: (string | undefined)[] = []
    const proxy = await serve(
      afterBody((request, response) => {
        seen.push(request.headers['proxy-authorization'], request.headers.authorization)
        giveId(request, response)
      }),
    )
    const httpOptions = { proxy: proxy.url.replace('//', '//ann:s%40cret@') }
    await cognitoAt({ url: 'http://pools.test' }, AWS, { httpOptions }).getId(params).promise()
    expect(seen).toEqual([`Basic ${btoa('ann:s@cret')}`, undefined])
  })

  describe('a proxy with tunnels', () => {
    /** It counts what it is asked, and connects whatever it is asked for with the server. */
    function tunnels(target: LocalServer, asked: (string | undefined)[]): HttpServer {
      const proxy = createServer((_request, response) => response.writeHead(500).end())
      return proxy.on('connect', (request, socket) => {
        asked.push(request.url, request.headers['proxy-authorization'])
        const onward = connect(target.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
          onward.pipe(socket).pipe(onward)
        })
        onward.on('error', () => socket.destroy())
        socket.on('error', () => onward.destroy())
      })
    }
    const agent = new HttpsAgent({ ...withoutCertificate, rejectUnauthorized: false })

    test('sees nothing of what is said by TLS', async ({ AWS, serve }) => {
      const paths: (string | undefined)[] = []
      const target = await serve(
        createSecureServer({ ...withoutCertificate }, (request, response) => {
          paths.push(request.url, request.headers.host, request.headers['proxy-authorization'])
          giveId(request, response)
        }),
      )
      const asked: (string | undefined)[] = []
      const proxy = await serve(tunnels(target, asked))
      const httpOptions = { proxy: proxy.url.replace('//', '//ann:secret@'), agent }
      const { data, error } = await answerTo(cognitoAt({ url: 'https://pools.test:8443/a' }, AWS, { httpOptions }).getId(params))
      expect([error, data]).toEqual([null, { IdentityId: 'an-id' }])
      expect(asked).toEqual(['pools.test:8443', `Basic ${btoa('ann:secret')}`])
      expect(paths).toEqual(['/a', 'pools.test:8443', undefined])
    })

    test('leads to addresses too', async ({ AWS, serve }) => {
      const target = await serve(createSecureServer({ ...withoutCertificate }, giveId))
      const asked: (string | undefined)[] = []
      const httpOptions = { proxy: (await serve(tunnels(target, asked))).url, agent }
      const { data } = await answerTo(cognitoAt({ url: 'https://192.0.2.1' }, AWS, { httpOptions }).getId(params))
      expect([data, asked[0]]).toEqual([{ IdentityId: 'an-id' }, '192.0.2.1:443'])
    })

    test('is a NetworkingError where it refuses', async ({ AWS, serve }) => {
      const proxy = createServer().on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
      const httpOptions = { proxy: (await serve(proxy)).url }
      const { error } = await answerTo(cognitoAt({ url: 'https://pools.test' }, AWS, { httpOptions }).getId(params))
      expect(error).toMatchObject({ code: 'NetworkingError', message: 'The proxy refused: 407 Proxy Authentication Required' })
    })

    test('is a TimeoutError where it says nothing', async ({ AWS, serve }) => {
      const proxy = createServer().on('connect', () => {})
      const httpOptions = { proxy: (await serve(proxy)).url, timeout: 50 }
      const { error } = await answerTo(cognitoAt({ url: 'https://pools.test' }, AWS, { httpOptions }).getId(params))
      expect(error).toMatchObject({ code: 'TimeoutError', message: 'Connection timed out after 50ms' })
    })

    test('is given up with the request', async ({ AWS, serve }) => {
      const closed = vi.fn()
      const asked = vi.fn()
      const silent = createServer().on('connect', (_request, socket) => {
        asked()
        // Nothing is read of one that nobody resumes, its end neither.
        socket.resume().once('end', closed)
      })
      const httpOptions = { proxy: (await serve(silent)).url }
      const request = cognitoAt({ url: 'https://pools.test' }, AWS, { httpOptions }).getId(params)
      const answer = answerTo(request)
      await vi.waitFor(() => expect(asked).toHaveBeenCalled())
      request.abort()
      expect((await answer).error).toMatchObject({ code: 'RequestAbortedError' })
      await vi.waitFor(() => expect(closed).toHaveBeenCalled())
    })

    test('leads to nobody who has no certificate, unless the agent wants none', async ({ AWS, serve }) => {
      const target = await serve(createSecureServer({ ...withoutCertificate }, giveId))
      const httpOptions = { proxy: (await serve(tunnels(target, []))).url }
      const { error } = await answerTo(cognitoAt({ url: 'https://pools.test' }, AWS, { httpOptions }).getId(params))
      expect(error).toMatchObject({ code: expect.stringMatching('NetworkingError|TimeoutError') })
    })
  })
})
