// The load generator: sockets, and requests that are bytes already, so that it is the server that takes the time.
import net from 'node:net'

/**
 * @typedef {{ url: string, next: () => Buffer | undefined, connections?: number, seconds: number, rate?: number }} Load
 *   `next` gives the whole request, and undefined when there is no more; `rate` is in requests a second
 * @typedef {{ requests: number, seconds: number, rate: number, p50: number, p99: number, busy: number }} Measured
 *   latencies in milliseconds; `busy` is the share of a core that the generator itself used
 */

/**
 * Sends requests on connections that are kept, one at a time on each. Without a rate the next request follows each answer; with one,
 * requests are due at even intervals whether or not those before them were answered, and their latency counts from when they were due.
 * Any answer but 200 rejects.
 * @param {Load} load
 * @returns {Promise<Measured>}
 */
export async function sendLoad({ url, next, connections = 32, seconds, rate }) {
  const { hostname, port } = new URL(url)
  const latencies = []
  const before = process.cpuUsage()
  const start = performance.now()
  const end = start + seconds * 1000
  let due = start
  let lastAnswer = start

  /** The next request and when it was due; undefined: not now, or never again. */
  const take = rate === undefined ? takeAtOnce : takeWhenDue
  let exhausted = false
  function takeAtOnce() {
    const now = performance.now()
    const bytes = now < end ? next() : undefined
    if (bytes === undefined) exhausted = true
    return bytes && { bytes, since: now }
  }
  function takeWhenDue() {
    if (due >= end) exhausted = true
    if (exhausted || performance.now() < due) return undefined
    const bytes = next()
    if (bytes === undefined) exhausted = true
    const since = due
    due += 1000 / rate
    return bytes && { bytes, since }
  }

  const idle = []
  await new Promise((resolve, reject) => {
    let open = connections
    const leave = (connection) => {
      connection.close()
      open -= 1
      if (open === 0) resolve(undefined)
    }
    const proceed = (connection) => {
      const request = take()
      if (request !== undefined) connection.send(request.bytes, request.since)
      else if (exhausted) leave(connection)
      else idle.push(connection)
    }
    const answered = (connection, since) => {
      lastAnswer = performance.now()
      latencies.push(lastAnswer - since)
      proceed(connection)
    }
    const poll = () => {
      for (const connection of idle.splice(0)) proceed(connection)
      if (!exhausted) setImmediate(poll)
    }
    for (let n = 0; n < connections; n += 1) proceed(new Connection({ host: hostname, port: Number(port) }, answered, reject))
    if (rate !== undefined) poll()
  })
  const sorted = Float64Array.from(latencies).sort()
  const elapsed = (lastAnswer - start) / 1000
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  const { user, system } = process.cpuUsage(before)
  const busy = (user + system) / 1e6 / elapsed
  return { requests: sorted.length, seconds: elapsed, rate: sorted.length / elapsed, p50: at(0.5), p99: at(0.99), busy }
}

/** One connection, opened again where the server closes it after an answer. */
class Connection {
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

  constructor(address, answered, failed) {
    this.#address = address
    this.#answered = answered
    this.#failed = failed
  }

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
