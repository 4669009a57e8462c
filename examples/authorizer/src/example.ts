import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startService } from '@hallpass/example-demo/service.js'
import { AwsClient } from 'aws4fetch'
import { createNotes } from './notes.ts'
import { createUsers, type User } from './pool.ts'

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
const service = await startService()
const signIn = await createUsers(service)
const server = createServer(createNotes(service.url)).listen(0, '127.0.0.1')
await once(server, 'listening')
// A TCP server's address is of this form.
const { port } = server.address() as AddressInfo
const notes = `http://127.0.0.1:${port}`
print('Hallpass', service.url)
print('the notes', notes)

const [ann, bob] = [await signIn('ann'), await signIn('bob')]
const path = `/${ann.identityId}/shopping`
print('ann writes hers', await send(ann, 'PUT', path, 'milk'))
print('bob reads it', await send(bob, 'GET', path))
print('bob writes it', await send(bob, 'PUT', path, 'beer'))
print('ann reads it', await send(ann, 'GET', path))
print('nobody reads it', await answerTo(await fetch(`${notes}${path}`)))
print('forged on the way', await send(ann, 'PUT', path, 'milk', 'beer'))

server.closeAllConnections()
server.close()
await service.close()

/** Signs a request with the credentials of a user, as any client of AWS's does. */
async function send(user: User, method: string, target: string, body?: string, forged = body): Promise<string> {
  const client = new AwsClient({ ...user, service: 'notes', region: service.region })
  // What is stated of the body is signed.
  const stated = {
    'X-Amz-Content-Sha256': createHash('sha256')
      .update(body ?? '')
      .digest('hex'),
  }
  const request = await client.sign(`${notes}${target}`, { method, headers: stated, ...(body !== undefined && { body }) })
  return answerTo(await fetch(request.url, { method, headers: request.headers, ...(forged !== undefined && { body: forged }) }))
}

async function answerTo(response: Response): Promise<string> {
  const text = await response.text()
  return `${response.status} ${text.startsWith('{') ? JSON.parse(text).message : text.replace(/^<!DOCTYPE.*/s, '')}`
}

function print(step: string, value: string): void {
  console.log(`${step.padEnd(20)}${value}`)
}
