// The least that a server does: it reads the request, parses it, and gives the answer that it was told, with these headers and bytes.
import http from 'node:http'

let [headers, body] = [{}, '']

const server = http.createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString()
    if (request.method === 'PUT') {
      const told = JSON.parse(text)
      headers = told.headers
      body = Buffer.from(told.body)
      response.writeHead(204).end()
      return
    }
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) new URLSearchParams(text)
    else JSON.parse(text)
    response.writeHead(200, { ...headers, 'content-length': body.length }).end(body)
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
