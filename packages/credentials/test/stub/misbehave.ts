import type { ServerResponse } from 'node:http'
import type { Answer, Fault } from './reactions.ts'

const head = { 'content-type': 'application/x-amz-json-1.1' }

/** Answers as the fault says. */
export async function misbehave(fault: Fault, response: ServerResponse, usual: () => Answer | Promise<Answer>): Promise<void> {
  switch (fault) {
    case 'cut':
      response.destroy()
      break
    case 'cut-after-head':
      response.writeHead(200, { ...head, 'content-length': 100 }).flushHeaders()
      // Once the head is with the system, so that it arrives.
      response.write('', () => response.destroy())
      break
    case 'cut-in-body':
      response.writeHead(200, { ...head, 'content-length': 100 }).write('{"IdentityId":', () => response.destroy())
      break
    case 'hang':
      break
    case 'hang-in-body':
      response.writeHead(200, head).write('{"IdentityId":')
      break
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in to this network</title>')
      break
    case 'html-503':
      response.writeHead(503, { 'content-type': 'text/html' }).end('<!doctype html><title>Service Unavailable</title>')
      break
    case 'half-json':
      response.writeHead(200, head).end('{"IdentityId":')
      break
    case 'list':
      response.writeHead(200, head).end('[]')
      break
    case 'empty':
      response.writeHead(200, head).end()
      break
    case 'redirect':
      response.writeHead(307, { location: '/elsewhere' }).end()
      break
    case 'redirect-away':
      // Another origin, which listens nowhere.
      response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end()
      break
    case 'huge': {
      const { status, headers, body } = await usual()
      response.writeHead(status, headers).end(`${body.slice(0, -1)},"Padding":"${'x'.repeat(10 * 1024 * 1024)}"}`)
      break
    }
  }
}
