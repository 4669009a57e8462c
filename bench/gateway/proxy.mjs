// The least that a streaming proxy does: what the gateway is measured against.
import http from 'node:http'
import { pipeline } from 'node:stream'

const { hostname, port } = new URL(process.argv[2])
const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 256 })

const server = http.createServer((request, response) => {
  const { method, url: path, headers } = request
  const passed = http.request({ agent, hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers)
    pipeline(answer, response, () => undefined)
  })
  passed.on('error', () => response.destroy())
  pipeline(request, passed, () => undefined)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
