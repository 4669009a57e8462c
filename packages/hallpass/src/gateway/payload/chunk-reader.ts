import { createHash, type Hash } from 'node:crypto'
import type { ChunkSigner } from '../../s3/chunk-signature.ts'
import { fault, signatureDoesNotMatch } from '../../s3/s3-fault.ts'
import { isSameText } from '../../sigv4/is-same-text.ts'
import { incompleteBody, PayloadError } from './payload-error.ts'

/** Bytes: a size, a signature and what stands around them. */
const longestLine = 256
/** Bytes: a few checksums and a signature. */
const longestTrailers = 4096

/**
 * Takes chunks apart: `SIZE[;chunk-signature=SIGNATURE]`, CRLF, data, CRLF; a chunk of size 0, trailers, and an empty line at the end.
 * A chunk may be long: its data is handed on as it comes, and judged once it is complete.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkReader {
  readonly #signer: ChunkSigner | undefined
  readonly #hasTrailers: boolean
  readonly #data: (bytes: Buffer) => void
  #state: 'size' | 'data' | 'data-end' | 'trailers' | 'done' = 'size'
  #line = ''
  #left = 0
  #signature = ''
  #hash: Hash | undefined
  #trailerBytes = 0
  readonly #trailers: (readonly [name: string, value: string])[] = []

  /**
   * @param signer undefined: the chunks are not signed
   * @param data takes the bytes of the body
   */
  constructor(signer: ChunkSigner | undefined, hasTrailers: boolean, data: (bytes: Buffer) => void) {
    this.#signer = signer
    this.#hasTrailers = hasTrailers
    this.#data = data
  }

  /** @throws {PayloadError} */
  read(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) at = this.#state === 'data' ? this.#readData(bytes, at) : this.#readLine(bytes, at)
  }

  /**
   * The trailers, once the body has ended.
   * @throws {PayloadError} it has ended too early
   */
  end(): ReadonlyMap<string, string> {
    // Some leave out the empty line after trailers.
    const mayEnd = this.#state === 'done' || (this.#state === 'trailers' && this.#trailers.length > 0)
    if (!mayEnd || this.#line !== '') throw incompleteBody()
    return this.#checkedTrailers()
  }

  #readData(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left)
    const piece = bytes.subarray(at, end)
    this.#hash?.update(piece)
    this.#data(piece)
    this.#left -= piece.length
    if (this.#left === 0) {
      this.#checkChunk()
      this.#state = 'data-end'
    }
    return end
  }

  #readLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(10, at)
    const end = feed < 0 ? bytes.length : feed + 1
    this.#line += bytes.toString('latin1', at, end)
    const longest = this.#state === 'trailers' ? longestTrailers - this.#trailerBytes : longestLine
    if (this.#line.length > longest) throw badFrame()
    if (this.#line.endsWith('\r\n')) this.#takeLine(this.#line.slice(0, -2))
    return end
  }

  #takeLine(line: string): void {
    const length = this.#line.length
    this.#line = ''
    switch (this.#state) {
      case 'size':
        this.#beginChunk(line)
        return
      case 'data-end':
        if (line !== '') throw badFrame()
        this.#state = 'size'
        return
      case 'trailers':
        this.#trailerBytes += length
        this.#takeTrailer(line)
        return
      default:
        throw badFrame()
    }
  }

  #beginChunk(line: string): void {
    const form = this.#signer === undefined ? /^([0-9a-fA-F]{1,10})()$/ : /^([0-9a-fA-F]{1,10});chunk-signature=([0-9a-f]{64})$/
    const [, size, signature = ''] = form.exec(line) ?? []
    if (size === undefined) throw badFrame()
    this.#left = Number.parseInt(size, 16)
    this.#signature = signature
    this.#hash = this.#signer && createHash('sha256')
    this.#state = this.#left === 0 ? 'trailers' : 'data'
    if (this.#left === 0) this.#checkChunk()
  }

  #checkChunk(): void {
    const hash = this.#hash?.digest('hex')
    if (this.#signer !== undefined && hash !== undefined) checkSignature(this.#signer.chunk(hash), this.#signature)
  }

  #takeTrailer(line: string): void {
    if (line === '') {
      this.#state = 'done'
      return
    }
    // In the published example a line feed ends the value as well.
    const [, name, value = ''] = /^([A-Za-z0-9-]+):([^\r\n]*)\n?$/.exec(line) ?? []
    if (name === undefined || !this.#hasTrailers) throw badFrame()
    this.#trailers.push([name.toLowerCase(), value.trim()])
  }

  #checkedTrailers(): ReadonlyMap<string, string> {
    const trailers = new Map(this.#trailers)
    if (trailers.size < this.#trailers.length) throw badFrame()
    const signature = trailers.get('x-amz-trailer-signature')
    trailers.delete('x-amz-trailer-signature')
    if (this.#signer !== undefined && this.#hasTrailers) {
      const lines = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('')
      checkSignature(this.#signer.trailer(lines), signature ?? '')
    }
    return trailers
  }
}

function checkSignature(expected: string, given: string): void {
  if (!isSameText(expected, given)) throw new PayloadError(signatureDoesNotMatch())
}

function badFrame(): PayloadError {
  return new PayloadError(fault('InvalidRequest', 400, 'The chunks of the body cannot be read.'))
}
