import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect } from 'vitest'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'
import { exchange } from '../support/raw-connection.ts'
import { test } from './attacked-gateway.ts'
import { type GatewayOf, startGatewayOf } from './gateway-of.ts'
import { outcome, type RawRequest, rawS3Bytes } from './raw-s3.ts'

interface RawStore {
  readonly gateway: GatewayOf
  /** What the gateway's root gets. */
  ask(request: RawRequest): Promise<string>
  close(): Promise<void>
}

/** A gateway before a store that answers as it is told once it has seen a head. */
async function startRawStore(answer: (socket: Socket, head: string) => void): Promise<RawStore> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let text = ''
    socket.on('data', (data) => {
      const before = text.includes('\r\n\r\n')
      text += data.toString('latin1')
      if (!before && text.includes('\r\n\r\n')) answer(socket, text)
    })
  })
  const port = await listenOnFreshPort(server)
  const gateway = await startGatewayOf({ url: `http://127.0.0.1:${port}`, profile: 'generic' })
  return {
    gateway,
    ask: (request) => exchange(gateway.url, rawS3Bytes(gateway.url, request, gateway.hallpass.server.rootAccessKey)),
    async close() {
      await gateway.close()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('S3 §8 what a store says', () => {
  let store: RawStore | undefined
  afterEach(async () => {
    await store?.close()
    store = undefined
  })

  test('of its connection, its users and its hosts stays with it', async () => {
    const lines = [
      ...['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Connection: keep-alive, x-private', 'X-Private: a', 'Set-Cookie: a=b'],
      ...[
        'Keep-Alive: timeout=99',
        'Alt-Svc: h2="elsewhere:443"',
        'Access-Control-Allow-Origin: evil',
        'X-Amz-Request-Id: theirs',
        'ETag: "e"',
      ],
    ]
    store = await startRawStore((socket) => socket.write(`${lines.join('\r\n')}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`))
    const answer = await store.ask({ target: '/photos/a' })
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toMatch(/etag: "e"/i)
    expect(answer).not.toMatch(/x-private|set-cookie|timeout=99|alt-svc|evil|theirs/i)
  })

  test('in an error has our ids and our host', async () => {
    store = await startRawStore((socket) => {
      const { localPort } = socket
      const body = `<?xml version="1.0"?><Error><Code>TemporaryRedirect</Code><Endpoint>127.0.0.1:${localPort}</Endpoint><RequestId>theirs</RequestId><HostId>h</HostId></Error>`
      const lines = ['HTTP/1.1 307 Temporary Redirect', 'Content-Type: application/xml', `Location: http://127.0.0.1:${localPort}/photos/a`]
      socket.write(`${lines.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    })
    const answer = await store.ask({ target: '/photos/a' })
    const { host } = new URL(store.gateway.url)
    expect(answer).toContain(`<Endpoint>${host}</Endpoint>`)
    expect(answer).toMatch(new RegExp(`location: http://${host}/photos/a\r\n`, 'i'))
    expect(answer).not.toContain('theirs')
  })

  test('of a completed upload names the address that the caller used', async () => {
    store = await startRawStore((socket) => {
      const body =
        '<CompleteMultipartUploadResult><Location>http://bucket.store.internal/a</Location><Key>a</Key></CompleteMultipartUploadResult>'
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    })
    const answer = await store.ask({ method: 'POST', target: '/photos/a?%75ploadId=u' })
    expect(answer).toContain(`<Location>${store.gateway.url}/photos/a</Location>`)
  })

  test.for([
    ['InvalidAccessKeyId', '403 Forbidden'],
    ['SignatureDoesNotMatch', '403 Forbidden'],
    ['RequestTimeTooSkewed', '403 Forbidden'],
    ['AccessDenied', '401 Unauthorized'],
  ])('of the key of the gateway, %s, is an internal error', async ([code, status]) => {
    const body = `<Error><Code>${code}</Code><AWSAccessKeyId>KEYOFTHESTORE</AWSAccessKeyId></Error>`
    store = await startRawStore((socket) =>
      socket.write(`HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    )
    const answer = await store.ask({ target: '/photos/a' })
    expect(outcome(answer)).toBe('500 InternalError')
    expect(answer).not.toContain('KEYOFTHESTORE')
  })

  test.for([
    ['breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello'],
    ['breaks off in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhello'],
    ['breaks off between chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    ['has a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n'],
  ])('that %s never looks whole', async ([, text = '']) => {
    store = await startRawStore((socket) => socket.end(text))
    const answer = await store.ask({ target: '/photos/a' })
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    const [head = '', ...body] = answer.split('\r\n\r\n')
    const isWhole = /content-length: (\d+)/i.test(head) ? body.join('').length === 100 : /(^|\r\n)0$/.test(body.join('\r\n\r\n').trimEnd())
    expect(isWhole).toBe(false)
  })

  test.for([
    ['nothing', ''],
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.0\r\n'],
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a split header', 'HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
  ])('that is %s is no answer', async ([, text = '']) => {
    store = await startRawStore((socket) => socket.end(text))
    expect(outcome(await store.ask({ target: '/photos/a' }))).toBe('503 ServiceUnavailable')
    expect(outcome(await store.ask({ method: 'PUT', target: '/photos/a', body: 'x' }))).toBe('503 ServiceUnavailable')
    expect(outcome(await store.ask({ method: 'PUT', target: '/photos/a', body: Buffer.alloc(1_000_000) }))).toBe('503 ServiceUnavailable')
  })

  test('before it has the body is a no, but no yes', async () => {
    store = await startRawStore((socket, head) =>
      socket.write(`HTTP/1.1 ${head.includes('/no') ? '507 Insufficient Storage' : '200 OK'}\r\nContent-Length: 0\r\n\r\n`),
    )
    const body = Buffer.alloc(3_000_000)
    expect(outcome(await store.ask({ method: 'PUT', target: '/photos/no', body }))).toBe('507')
    expect(outcome(await store.ask({ method: 'PUT', target: '/photos/yes', body: 'hello', payload: '0'.repeat(64) }))).toBe(
      '400 XAmzContentSHA256Mismatch',
    )
  })

  test('is waited for after a refusal that came with a closed connection', async () => {
    store = await startRawStore((socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'))
    expect(outcome(await store.ask({ method: 'PUT', target: '/photos/a', body: Buffer.alloc(100_000) }))).toBe('403')
  })
})

describe('S3 §8 connections to the store', () => {
  test('are used again, and none is left over', async ({ gateway }) => {
    for (let at = 0; at < 20; at += 1) {
      await gateway.outcome({ method: 'PUT', target: `/photos/write/${at}`, body: 'x' })
      await gateway.outcome({ target: `/photos/read/${at}` })
    }
    expect(gateway.store.connections()).toBe(1)
  })

  test('are given up with the answers that nobody reads', async ({ gateway }) => {
    gateway.store.answer = (_, response) => {
      response.writeHead(401, { 'content-length': '1000000' }).write('x'.repeat(1000))
      return true
    }
    expect(await gateway.outcome({ target: '/photos/read/a' })).toBe('500 InternalError')
    gateway.store.answer = () => false
    await expect.poll(() => gateway.store.connections()).toBeLessThanOrEqual(1)
  })
})
