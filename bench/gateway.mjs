// The S3 gateway against a bare streaming proxy, before the same store in memory: `node bench/gateway.mjs [rounds] [milliseconds] [part of a name]`.
import { createHash, createHmac } from 'node:crypto'
import { openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { SignatureV4 } from '@smithy/signature-v4'
import { guestCredentials } from './gateway/guest.mjs'
import { sendLoad } from './load.mjs'
import { median } from './median.mjs'
import { memoryOf, Processes } from './processes.mjs'
import { toBytes } from './recorded-request.mjs'

const [rounds = '3', milliseconds = '2000', only = ''] = process.argv.slice(2)
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const processes = new Processes()

/** As the SDK's signer takes it. */
class Sha256 {
  constructor(secret) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret)
  }
  update(data) {
    this.hash.update(data)
  }
  async digest() {
    return this.hash.digest()
  }
}

const dataDir = await mkdtemp(join(tmpdir(), 'gateway-bench-'))
try {
  const root = { accessKeyId: 'ROOTKEYOFTHEBENCH', secretAccessKey: 'secret of the bench' }
  const {
    urls: [store],
  } = await processes.start({ args: [here('gateway/store.mjs')] })
  const {
    urls: [proxy],
  } = await processes.start({ args: [here('gateway/proxy.mjs'), store] })
  const flags = (process.env.NODE_FLAGS ?? '').split(' ').filter(Boolean)
  const service = await processes.start({
    args: [...flags, here('../packages/hallpass/bin/hallpass.js'), 'serve', '--workers', '1', '--port', '0', '--gateway-port', '0'],
    env: {
      HALLPASS_DATA_DIR: dataDir,
      HALLPASS_ROOT_ACCESS_KEY_ID: root.accessKeyId,
      HALLPASS_ROOT_SECRET_ACCESS_KEY: root.secretAccessKey,
      HALLPASS_GATEWAY_BACKEND: store,
      HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID: 'KEY',
      HALLPASS_GATEWAY_BACKEND_SECRET_ACCESS_KEY: 'secret',
      HALLPASS_LOG_LEVEL: process.env.HALLPASS_LOG_LEVEL ?? 'info',
    },
    lines: 2,
    stderr: openSync(join(dataDir, 'log'), 'w'),
  })
  const [endpoint, gateway] = service.urls
  const credentials = await guestCredentials(endpoint, root)
  const { host, hostname } = new URL(gateway)
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })

  const sha256 = (body) => createHash('sha256').update(body).digest('hex')
  const sign = async (method, path, body, payload = sha256(body ?? ''), more = {}) => {
    const headers = { host, 'x-amz-content-sha256': payload, ...(body && { 'content-length': String(body.length) }), ...more }
    const signed = await signer.sign({ method, protocol: 'http:', hostname, path, query: {}, headers, body })
    return { method, target: path, headers: signed.headers, body }
  }
  const presign = async (method, path, body) => {
    const signed = await signer.presign(
      { method, protocol: 'http:', hostname, path, query: {}, headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      { expiresIn: 3600 },
    )
    const query = Object.entries(signed.query)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    return { method, target: `${path}?${query}`, headers: { host, ...(body && { 'content-length': String(body.length) }) }, body }
  }
  /** As SDKs upload unless told otherwise: one chunk that nobody signed, and a checksum after it. */
  const signTrailed = (method, path, body) => {
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    const [start, end] = [`${body.length.toString(16)}\r\n`, `\r\n0\r\nx-amz-checksum-crc32:${sum.toString('base64')}\r\n\r\n`]
    const headers = { 'x-amz-decoded-content-length': String(body.length), 'x-amz-trailer': 'x-amz-checksum-crc32' }
    const framed = Buffer.concat([Buffer.from(start), body, Buffer.from(end)])
    return sign(method, path, framed, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', { ...headers, 'content-encoding': 'aws-chunked' })
  }
  const [small, large] = [Buffer.alloc(1024, 'x'), Buffer.alloc(8 * 1024 * 1024, 'x')]
  const cases = [
    ['put 8 MB', await sign('PUT', '/bench/large', large), 4, 0.6],
    ['get 8 MB', await sign('GET', '/bench/large'), 4, 0.6],
    ['put 8 MB, CRC-32', await signTrailed('PUT', '/bench/large', large), 4, 0.6],
    ['put 8 MB, presigned', await presign('PUT', '/bench/large', large), 4, 0.6],
    ['put 1 KB', await sign('PUT', '/bench/small', small), 32, 0.4],
    ['get 1 KB', await sign('GET', '/bench/small'), 32, 0.4],
    ['put 1 KB, presigned', await presign('PUT', '/bench/small', small), 32, 0.4],
    ['get 1 KB, presigned', await presign('GET', '/bench/small'), 32, 0.4],
  ]
  // Whichever are chosen, there is something to get.
  for (const [, request] of cases.filter(([name]) => name.startsWith('put')))
    await sendLoad({ url: gateway, next: () => toBytes(request), connections: 1, seconds: 0.001 })
  const before = memoryOf(service.pid).resident
  for (const [name, request, connections, target] of cases.filter(([name]) => name.includes(only))) {
    const bytes = toBytes(request)
    const rates = []
    // The first round warms up.
    for (let round = 0; round <= Number(rounds); round += 1) {
      const rate = []
      for (const url of [proxy, gateway]) {
        rate.push((await sendLoad({ url, next: () => bytes, connections, seconds: Number(milliseconds) / 1000 })).rate)
      }
      if (round > 0) rates.push(rate)
    }
    const ratio = median(rates.map(([bare = 0, ours = 0]) => ours / bare))
    const [bare, ours] = [median(rates.map(([value]) => value)), median(rates.map(([, value]) => value))]
    const verdict = ratio >= target ? 'ok' : `below ${target}`
    process.stdout.write(
      `${name.padEnd(20)} proxy ${bare.toFixed(0).padStart(6)}/s  gateway ${ours.toFixed(0).padStart(6)}/s  ratio ${ratio.toFixed(2)}  ${verdict}\n`,
    )
  }
  process.stdout.write(`resident memory ${before.toFixed(0)} MB before, ${memoryOf(service.pid).resident.toFixed(0)} MB after\n`)
} finally {
  await processes.stopAll()
  await rm(dataDir, { recursive: true })
}
