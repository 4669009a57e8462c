// A trivial store in memory: it keeps the length of what it gets, and gives that many bytes.
import http from 'node:http'

const lengths = new Map()
/** What objects are made of, up to the longest. */
const content = Buffer.alloc(8 * 1024 * 1024, 'x')

const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0]
  if (request.method === 'PUT') {
    let length = 0
    request.on('data', (bytes) => {
      length += bytes.length
    })
    request.on('end', () => {
      lengths.set(path, length)
      response.writeHead(200, { etag: '"0"', 'content-length': '0' }).end()
    })
    return
  }
  const length = lengths.get(path) ?? 0
  response.writeHead(200, { 'content-length': String(length), etag: '"0"' }).end(content.subarray(0, length))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
