// Callers that send one request each, over connections that are kept as long as they are answered.
import net from 'node:net'

/**
 * @param {{ url: string, request: Buffer, patience: number, most: number }} settings `patience`: after so many milliseconds without an
 * answer a caller leaves, and closes his connection; `most`: connections at a time
 */
export function createCallers({ url, request, patience, most }) {
  const { hostname, port } = new URL(url)
  const idle = []
  const waiting = new Set()
  let open = 0
  const counts = { sent: 0, answered: 0, refused: 0, left: 0, cut: 0, without: 0, other: 0, latencies: [] }

  // At once: whoever comes again after he has left opens another in its place.
  const forget = (connection) => {
    if (connection.isOpen) open -= 1
    connection.isOpen = false
  }
  const end = (connection, count) => {
    waiting.delete(connection)
    forget(connection)
    connection.socket.destroy()
    counts[count] += 1
    connection.done?.()
  }
  const connect = () => {
    const connection = { socket: net.connect(Number(port), hostname), text: '', since: 0, done: undefined, isOpen: true }
    open += 1
    connection.socket.setNoDelay(true)
    connection.socket.on('data', (data) => {
      connection.text += data.toString('latin1')
      const head = connection.text.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(/content-length: (\d+)/i.exec(connection.text.slice(0, head))?.[1] ?? 0)
      if (connection.text.length < head + 4 + length) return
      const status = connection.text.slice(9, 12)
      const closes = /\r\nconnection: close/i.test(connection.text.slice(0, head + 2))
      connection.text = ''
      if (!waiting.delete(connection)) return
      counts[{ 200: 'answered', 503: 'refused' }[status] ?? 'other'] += 1
      if (status === '200') counts.latencies.push(performance.now() - connection.since)
      if (closes) {
        forget(connection)
        connection.socket.destroy()
      } else idle.push(connection)
      connection.done?.()
    })
    connection.socket.on('error', () => undefined)
    connection.socket.on('close', () => {
      forget(connection)
      const at = idle.indexOf(connection)
      if (at >= 0) idle.splice(at, 1)
      if (waiting.has(connection)) end(connection, 'cut')
    })
    return connection
  }
  // In the order in which they were sent, so that the first to lose patience is the first.
  const watch = setInterval(() => {
    const now = performance.now()
    for (const connection of waiting) {
      if (now - connection.since < patience) return
      end(connection, 'left')
    }
  }, 5)

  return {
    counts,
    /** Sends one request; `done` is called when it ended, however that was. */
    call(done) {
      if (idle.length === 0 && open >= most) {
        counts.without += 1
        return
      }
      const connection = idle.pop() ?? connect()
      connection.since = performance.now()
      connection.done = done
      waiting.add(connection)
      counts.sent += 1
      connection.socket.write(request)
    },
    get open() {
      return open
    },
    close() {
      clearInterval(watch)
      for (const { socket } of [...idle, ...waiting]) socket.destroy()
      waiting.clear()
    },
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** As many answers a second as so many connections get that always ask for more. */
export async function closedLoop(settings, connections, milliseconds) {
  const callers = createCallers({ ...settings, most: connections })
  let isOver = false
  const again = () => {
    if (!isOver) callers.call(again)
  }
  const start = performance.now()
  for (let n = 0; n < connections; n += 1) again()
  await pause(milliseconds)
  isOver = true
  const seconds = (performance.now() - start) / 1000
  callers.close()
  return { ...callers.counts, perSecond: callers.counts.answered / seconds }
}

/** Requests at a rate, whether they are answered or not. What is counted begins after `warmUp` milliseconds. */
export async function openLoop(settings, rate, milliseconds, warmUp) {
  const callers = createCallers(settings)
  const { counts } = callers
  const start = performance.now()
  let due = 0
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - start
      if (elapsed >= milliseconds + warmUp) {
        clearInterval(timer)
        resolve()
      }
      if (elapsed >= warmUp && counts.latencies.began === undefined) {
        const warmUp = counts.answered
        for (const name of Object.keys(counts)) if (name !== 'latencies') counts[name] = 0
        counts.warmUp = warmUp
        counts.latencies = Object.assign([], { began: performance.now() })
      }
      for (; due < (elapsed / 1000) * rate; due += 1) callers.call()
    }, 1)
  })
  const seconds = (performance.now() - counts.latencies.began) / 1000
  const { open } = callers
  callers.close()
  return { ...counts, open, perSecond: counts.answered / seconds, sentPerSecond: (counts.sent + counts.without) / seconds }
}
