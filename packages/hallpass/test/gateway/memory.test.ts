import { request as startRequest } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect } from 'vitest'
import { test } from './attacked-gateway.ts'
import { type RawRequest, rawS3 } from './raw-s3.ts'

const piece = Buffer.alloc(65_536, 'x')
const pieces = 4096
const length = piece.length * pieces
/** Bytes: half of what passes. Engines differ in how soon they notice what nobody holds any longer. */
const most = length / 2

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function headersOf(head: string): Record<string, string> {
  const lines = head.trim().split('\r\n').slice(1)
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
}

describe('S3 §8 256 MB', () => {
  /** The most that was held, of what buffers hold, above what was held before. */
  function watch(): { look(): void; most(): number } {
    const before = process.memoryUsage().arrayBuffers
    let peak = 0
    return {
      look() {
        const held = () => process.memoryUsage().arrayBuffers - before
        // What nobody holds any longer may still be counted.
        if (held() > most) collectGarbage()
        peak = Math.max(peak, held())
      },
      most: () => peak,
    }
  }

  test('to the store are never held', async ({ gateway }) => {
    let taken = 0
    gateway.store.answer = (incoming, response) => {
      incoming.on('data', (bytes: Buffer) => {
        taken += bytes.length
      })
      incoming.on('end', () => response.writeHead(200, { 'content-length': '0' }).end())
      return true
    }
    const held = watch()
    const content = Readable.from(
      (function* () {
        for (let at = 0; at < pieces; at += 1) {
          if (at % 64 === 0) held.look()
          yield piece
        }
      })(),
      { objectMode: false },
    )
    const request: RawRequest = { method: 'PUT', target: '/photos/write/long', payload: 'UNSIGNED-PAYLOAD' }
    const headers = { ...headersOf(rawS3(gateway.url, request, gateway.narrow).head), 'Content-Length': String(length) }
    const { hostname, port } = new URL(gateway.url)
    const outgoing = startRequest({ hostname, port, method: 'PUT', path: request.target, headers, agent: false, setHost: false })
    const status = new Promise<number | undefined>((resolve) => outgoing.once('response', (answer) => resolve(answer.resume().statusCode)))
    await pipeline(content, outgoing)
    expect({ status: await status, taken }).toEqual({ status: 200, taken: length })
    expect(held.most()).toBeLessThan(most)
    gateway.store.answer = () => false
  }, 60_000)

  test('from the store are never held, though the caller reads slowly', async ({ gateway }) => {
    gateway.store.answer = (_, response) => {
      response.writeHead(200, { 'content-length': String(length) })
      let left = pieces
      const more = () => {
        while (left > 0) {
          left -= 1
          if (!response.write(piece)) return response.once('drain', more)
        }
        return response.end()
      }
      more()
      return true
    }
    const held = watch()
    const { head } = rawS3(gateway.url, { target: '/photos/read/long' }, gateway.narrow)
    const { hostname, port } = new URL(gateway.url)
    const outgoing = startRequest({
      hostname,
      port,
      path: '/photos/read/long',
      headers: headersOf(head),
      agent: false,
      setHost: false,
    }).end()
    let taken = 0
    const answer = await new Promise<Readable>((resolve) => outgoing.once('response', resolve))
    for await (const bytes of answer) {
      // Streams without an encoding give bytes.
      taken += (bytes as Buffer).length
      // The others go on meanwhile, as far as they are let.
      if (taken % (4 * piece.length) < piece.length) await new Promise(setImmediate)
      held.look()
    }
    expect(taken).toBe(length)
    expect(held.most()).toBeLessThan(most)
    gateway.store.answer = () => false
  }, 60_000)
})
