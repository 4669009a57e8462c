import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Frames } from './frames.ts'

/** What arrives of these messages when the stream is cut into chunks of so many bytes. */
async function sent(messages: readonly unknown[], chunk: number): Promise<unknown[]> {
  const wire = new PassThrough()
  const frames = new Frames(wire, () => undefined)
  const written = new Promise<Buffer>((resolve) => wire.once('data', resolve))
  for (const message of messages) frames.send(message)
  const bytes = await written
  const arrived: unknown[] = []
  const other = new PassThrough()
  new Frames(other, (message) => arrived.push(message))
  for (let at = 0; at < bytes.length; at += chunk) other.emit('data', bytes.subarray(at, at + chunk))
  return arrived
}

const messages = [{ id: 1, bytes: new Uint8Array([1, 2]) }, ['text', null, undefined, 1.5], 'ä'.repeat(1000)]

test.for([1, 3, 7, 100, 100_000])('messages arrive as they were sent, in chunks of %i bytes', async (chunk) => {
  expect(await sent(messages, chunk)).toEqual(messages)
})
