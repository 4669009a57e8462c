// The load generator: many connections, and requests that are bytes already, so that it is the server that takes the time.
import { Connection } from './connection.mjs'

/** How long a server may take for the last answers, milliseconds. */
const patience = 30_000

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
  const cpu = process.cpuUsage()
  const start = performance.now()
  const take = schedule(next, start, start + seconds * 1000, rate)
  const latencies = await send({ url, connections, take, isPaced: rate !== undefined, timeLimit: seconds * 1000 + patience })
  const elapsed = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)

  const sorted = Float64Array.from(latencies).sort()
  const at = (share) => sorted[Math.floor(sorted.length * share)]
  const busy = (user + system) / 1e6 / elapsed
  return { requests: sorted.length, seconds: elapsed, rate: sorted.length / elapsed, p50: at(0.5), p99: at(0.99), busy }
}

/** What is to be sent: a request and when it was due, `wait` until the next one is, or `end`. */
function schedule(next, start, end, rate) {
  let due = start
  return () => {
    const now = performance.now()
    if ((rate === undefined ? now : due) >= end) return 'end'
    if (rate !== undefined && now < due) return 'wait'
    const since = rate === undefined ? now : due
    if (rate !== undefined) due += 1000 / rate
    const bytes = next()
    return bytes === undefined ? 'end' : { bytes, since }
  }
}

/** Sends all that is scheduled; resolves with the latencies, milliseconds. */
async function send({ url, connections: count, take, isPaced, timeLimit }) {
  const { hostname: host, port } = new URL(url)
  const [connections, idle, latencies] = [[], [], []]
  let [timer, isOver] = [undefined, false]
  try {
    await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The last answers did not come in time.')), timeLimit)
      let open = count
      const proceed = (connection) => {
        const turn = take()
        if (turn === 'wait') idle.push(connection)
        else if (turn !== 'end') connection.send(turn.bytes, turn.since)
        else if (--open === 0) resolve(undefined)
      }
      const answered = (connection, since) => {
        latencies.push(performance.now() - since)
        proceed(connection)
      }
      for (let n = 0; n < count; n += 1) connections.push(new Connection({ host, port: Number(port) }, answered, reject))
      for (const connection of connections) proceed(connection)
      // Timers would send in bursts, a millisecond apart.
      const wake = () => {
        for (const connection of idle.splice(0)) proceed(connection)
        if (!isOver) setImmediate(wake)
      }
      if (isPaced) wake()
    })
    return latencies
  } finally {
    isOver = true
    clearTimeout(timer)
    for (const connection of connections) connection.close()
  }
}
