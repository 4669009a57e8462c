// A client's connection, which costs little.
import net from 'node:net'

/**
 * One connection, opened again where the server closes it after an answer. It reads no more of answers than it must: the status and
 * the length.
 */
export class Connection {
  #address
  #answered
  #failed
  #socket
  #since = 0
  #waiting = false
  /** What has come of the head so far; bytes of the body that are still to come, once the head is there. */
  #head = ''
  #missing = 0
  #inBody = false
  #ends = false
  #reads = Buffer.allocUnsafe(65_536)

  /**
   * @param {{ host: string, port: number }} address
   * @param {(connection: Connection, since: number) => void} answered told of each answer, with what `send` was given
   * @param {(error: Error) => void} failed told of the first answer but 200, or of none
   */
  constructor(address, answered, failed) {
    this.#address = address
    this.#answered = answered
    this.#failed = failed
  }

  /**
   * @param {Buffer} bytes a whole request; the answer to the one before is there
   * @param {number} since what its latency counts from
   */
  send(bytes, since) {
    this.#since = since
    this.#waiting = true
    this.#socket ??= this.#open()
    this.#socket.write(bytes)
  }

  close() {
    this.#socket?.destroy()
  }

  #open() {
    const callback = (length, buffer) => {
      this.#read(buffer, length)
      return true
    }
    const socket = net.connect({ ...this.#address, noDelay: true, onread: { buffer: this.#reads, callback } })
    socket.on('error', this.#failed)
    socket.on('close', () => {
      if (this.#socket === socket && this.#waiting) this.#failed(new Error('The server closed the connection before it answered.'))
    })
    return socket
  }

  #read(buffer, length) {
    let body = length
    if (!this.#inBody) {
      const before = this.#head.length
      this.#head += buffer.latin1Slice(0, length)
      const end = this.#head.indexOf('\r\n\r\n')
      if (end === -1) return
      if (!this.#head.startsWith('200 ', 9)) return this.#failed(new Error(this.#head))
      const said = /\r\ncontent-length: (\d+)/i.exec(this.#head)
      if (said === null) return this.#failed(new Error(`An answer without a length: ${this.#head}`))
      this.#missing = Number(said[1])
      this.#ends = /\r\nconnection: close/i.test(this.#head)
      this.#inBody = true
      body = before + length - end - 4
    }
    this.#missing -= body
    if (this.#missing > 0) return
    this.#inBody = false
    this.#head = ''
    this.#waiting = false
    if (this.#ends) {
      this.#socket.destroy()
      this.#socket = undefined
    }
    this.#answered(this, this.#since)
  }
}
