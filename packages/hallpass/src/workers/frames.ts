import type { Duplex } from 'node:stream'
import { deserialize, serialize } from 'node:v8'

/** Bytes of a frame's length, big-endian, before each frame. */
const headLength = 4

/**
 * Messages over a stream between two processes of one service: a frame carries all that is sent in one turn of the event loop.
 * Whatever structured clones carry can be sent: texts, numbers, bytes, lists, records.
 */
export class Frames {
  readonly #stream: Duplex
  #leaving: unknown[] = []
  #arrived: Buffer = Buffer.alloc(0)

  constructor(stream: Duplex, onMessage: (message: unknown) => void) {
    this.#stream = stream
    stream.on('data', (chunk: Buffer) => {
      this.#arrived = this.#arrived.length === 0 ? chunk : Buffer.concat([this.#arrived, chunk])
      for (const frame of this.#takeFrames()) {
        // A frame is a list: the other side is this very class.
        for (const message of deserialize(frame) as unknown[]) onMessage(message)
      }
    })
  }

  send(message: unknown): void {
    this.#leaving.push(message)
    if (this.#leaving.length === 1) setImmediate(() => this.#flush())
  }

  #flush(): void {
    const body = serialize(this.#leaving)
    this.#leaving = []
    const head = Buffer.alloc(headLength)
    head.writeUInt32BE(body.length)
    this.#stream.write(Buffer.concat([head, body]))
  }

  *#takeFrames(): Generator<Buffer> {
    while (this.#arrived.length >= headLength) {
      const end = headLength + this.#arrived.readUInt32BE()
      if (this.#arrived.length < end) return
      const frame = this.#arrived.subarray(headLength, end)
      this.#arrived = this.#arrived.subarray(end)
      yield frame
    }
  }
}
