import { describe, expect } from 'vitest'
import { type Hallpass, test } from '../hallpass.ts'
import { callUnsigned, unknownId } from '../support/json-wire.ts'
import { exchange, openConnection, rawHead } from '../support/raw-connection.ts'
import { newPool } from './new-pool.ts'

const body = JSON.stringify({ IdentityPoolId: unknownId })
const notFound = /^HTTP\/1\.1 400 .*"ResourceNotFoundException"/s

describe('a request', () => {
  test('in chunks is read as a whole', async ({ hallpass: { url } }) => {
    const chunks = Array.from(body, (character) => `1\r\n${character}\r\n`).join('')
    const head = rawHead(url, 'GetId', ['Transfer-Encoding: chunked', 'Connection: close'])
    expect(await exchange(url, `${head}${chunks}0\r\n\r\n`)).toMatch(notFound)
  })

  test('in chunks may be 1 MiB long and no longer', async ({ hallpass: { url } }) => {
    const head = rawHead(url, 'GetId', ['Transfer-Encoding: chunked', 'Connection: close'])
    const chunked = (length: number) => `${head}${length.toString(16)}\r\n${body.padEnd(length)}\r\n0\r\n\r\n`
    expect(await exchange(url, chunked(1024 * 1024))).toMatch(notFound)
    expect(await exchange(url, chunked(1024 * 1024 + 1))).toMatch(/^HTTP\/1\.1 413 .*"RequestEntityTooLargeException"/s)
  })

  test('after another on the same connection is answered after it', async ({ hallpass }) => {
    const { url } = hallpass
    const of = (id: string, ...headers: string[]) => {
      const asked = JSON.stringify({ IdentityPoolId: id })
      return rawHead(url, 'GetId', [`Content-Length: ${asked.length}`, ...headers]) + asked
    }
    const answers = await exchange(url, of(unknownId) + of('x') + of(await newPool(hallpass)) + of('y', 'Connection: close'))
    const order = Array.from(answers.matchAll(/ResourceNotFoundException"|ValidationException"|"IdentityId"/g), ([text]) => text)
    expect(order).toEqual(['ResourceNotFoundException"', 'ValidationException"', '"IdentityId"', 'ValidationException"'])
  })

  test('whose length is said in two ways is refused', async ({ hallpass: { url } }) => {
    const both = [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked', 'Connection: close']
    expect(await exchange(url, `${rawHead(url, 'GetId', both)}${body}`)).toMatch(/^HTTP\/1\.1 400 /)
    const twice = [`Content-Length: ${body.length}`, 'Content-Length: 0', 'Connection: close']
    expect(await exchange(url, `${rawHead(url, 'GetId', twice)}${body}`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('that waits for leave to send its body gets it', async ({ hallpass: { url } }) => {
    const connection = await openConnection(url)
    await connection.write(rawHead(url, 'GetId', [`Content-Length: ${body.length}`, 'Expect: 100-continue', 'Connection: close']))
    await connection.seen(/^HTTP\/1\.1 100 Continue\r\n\r\n/)
    await connection.write(body)
    expect(await connection.received).toMatch(/HTTP\/1\.1 400 .*"ResourceNotFoundException"/s)
  })
})

describe('the server goes on', () => {
  test('while a body comes slowly, and answers it in the end', async ({ hallpass }) => {
    const connection = await openConnection(hallpass.url)
    await connection.write(rawHead(hallpass.url, 'GetId', [`Content-Length: ${body.length}`, 'Connection: close']))
    for (const character of body) {
      await connection.write(character)
      if (character === '"') await expectAnswers(hallpass)
    }
    expect(await connection.received).toMatch(notFound)
  })

  test.for(['in its head', 'in its body', 'in a chunk'])('when a request is cut %s', async (where, { hallpass }) => {
    const { url } = hallpass
    const whole = rawHead(url, 'GetId', where === 'in a chunk' ? ['Transfer-Encoding: chunked'] : ['Content-Length: 1000'])
    const sent = { 'in its head': whole.slice(0, 60), 'in its body': `${whole}{"Ident`, 'in a chunk': `${whole}ff\r\n{"Ident` }[where] ?? ''
    for (let n = 0; n < 10; n += 1) {
      const connection = await openConnection(url)
      await connection.write(sent)
      connection.destroy()
      await connection.received
    }
    await expectAnswers(hallpass)
  })

  test('after what is no HTTP', async ({ hallpass }) => {
    const noise = [
      Buffer.from('\u0016\u0003\u0001\u0002\u0000', 'latin1'),
      Buffer.from('GET\r\n\r\n'),
      Buffer.alloc(100_000, 0xff),
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    ]
    for (const bytes of noise) expect(await exchange(hallpass.url, bytes)).not.toMatch(/^HTTP\/1\.1 [25]/)
    await expectAnswers(hallpass)
  })

  test('after headers without end', async ({ hallpass }) => {
    const head = rawHead(hallpass.url, 'GetId', [`X-Long: ${'x'.repeat(100_000)}`, 'Content-Length: 0'])
    expect(await exchange(hallpass.url, head)).toMatch(/^HTTP\/1\.1 431 /)
    await expectAnswers(hallpass)
  })

  test('with 100 connections at once', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const asked = JSON.stringify({ IdentityPoolId })
    const request = rawHead(hallpass.url, 'GetId', [`Content-Length: ${asked.length}`, 'Connection: close']) + asked
    const connections = await Promise.all(Array.from({ length: 100 }, () => openConnection(hallpass.url)))
    await Promise.all(connections.map((connection) => connection.write(request)))
    const answers = await Promise.all(connections.map((connection) => connection.received))
    const ids = answers.map((answer) => /"IdentityId":"([^"]+)"/.exec(answer)?.[1])
    expect(ids).not.toContain(undefined)
    expect(new Set(ids).size).toBe(100)
  })
})

async function expectAnswers(hallpass: Hallpass): Promise<void> {
  expect((await callUnsigned(hallpass, 'GetId', { IdentityPoolId: unknownId })).status).toBe(400)
}
