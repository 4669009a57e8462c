// Sends one request over and over, on connections that are kept, for a while.
import http from 'node:http'

/**
 * @param {{ url: string, method: string, target: string, headers: Record<string, string>, body?: Buffer }} request
 * @param {number} connections how many at a time
 * @param {number} milliseconds how long
 * @returns {Promise<{ requests: number, seconds: number }>}
 */
export async function load({ url, method, target, headers, body }, connections, milliseconds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(url)
  const start = performance.now()
  const end = start + milliseconds
  let requests = 0
  const once = () =>
    new Promise((resolve, reject) => {
      const request = http.request({ agent, hostname, port, method, path: target, headers, setHost: false }, (answer) => {
        let text = ''
        answer.on('data', (bytes) => {
          if (answer.statusCode !== 200) text += bytes
        })
        answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode} ${text}`))))
        answer.on('error', reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  const repeat = async () => {
    do {
      await once()
      requests += 1
    } while (performance.now() < end)
  }
  await Promise.all(Array.from({ length: connections }, repeat))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  return { requests, seconds }
}
