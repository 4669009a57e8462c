// Requests as AWS's SDK sends them: recorded where it would send them, and written as bytes.
import http from 'node:http'

/** @typedef {{ headers: Record<string, string>, body: string }} RecordedRequest */

/**
 * What the client would send for this command.
 * @param {new (settings: object) => { send(command: object): Promise<unknown> }} Client
 * @param {{ endpoint: string, credentials?: object }} settings without credentials it is not signed
 * @returns {(command: object) => Promise<RecordedRequest>}
 */
export function recordRequests(Client, { endpoint, credentials }) {
  let recorded
  const client = new Client({
    endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    requestHandler: {
      async handle({ headers, body }) {
        recorded = { headers, body: typeof body === 'string' ? body : new TextDecoder().decode(body) }
        throw new Error('recorded')
      },
    },
  })
  return async (command) => {
    recorded = undefined
    await client.send(command).catch((error) => {
      if (recorded === undefined) throw error
    })
    return recorded
  }
}

/**
 * The same request with another body: of one that is not signed.
 * @param {RecordedRequest} request
 * @param {string} body
 * @returns {RecordedRequest}
 */
export function withBody({ headers }, body) {
  return { headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body }
}

/**
 * @param {{ method?: string, target?: string, headers: Record<string, string>, body?: string | Buffer }} request
 * @returns {Buffer} the whole of it, for a connection that is kept
 */
export function toBytes({ method = 'POST', target = '/', headers, body = '' }) {
  const lines = Object.entries({ ...headers, connection: 'keep-alive' }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`), Buffer.from(body)])
}

/**
 * Sends it once, on a connection of its own.
 * @param {string} url
 * @param {RecordedRequest} request
 * @returns {Promise<{ status: number, headers: Record<string, string>, body: string }>}
 */
export function sendOnce(url, { headers, body }, method = 'POST') {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false, timeout: 10_000 }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (data) => {
        text += data
      })
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }))
      answer.on('error', reject)
    })
    request.on('timeout', () => request.destroy(new Error('No answer in ten seconds.')))
    request.on('error', reject)
    request.end(body)
  })
}
