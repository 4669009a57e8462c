import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Request, Response, Service } from '../../src/v2/service-types.ts'
import { implementations, testOf } from './both.ts'
import { afterBody, listen } from './local-servers.ts'

describe.each(implementations)('A4.12 a service of the application’s, of $name', (implementation) => {
  const test = testOf(implementation)

  test('takes a call from its parameters to its data, signed', async ({ AWS }) => {
    const asked: { body: string; authorization: string | undefined }[] = []
    const server = await listen(
      createServer(async (incoming, response) => {
        asked.push({ body: await text(incoming), authorization: incoming.headers.authorization })
        response.end('ten bytes.')
      }),
    )
    const service = new (defineMock(AWS))({ endpoint: server.url })
    expect(await service.makeRequest('anything', { a: 1 }).promise().catch(String)).toMatchObject({ read: 'ten bytes.' })
    expect(asked).toEqual([{ body: '{"a":1}', authorization: expect.stringContaining('/mock-region/mock/aws4_request') }])
    await server.close()
  })

  test('fails with what its listeners read', async ({ AWS }) => {
    const server = await listen(afterBody((_, response) => response.writeHead(400).end()))
    const service = new (defineMock(AWS))({ endpoint: server.url })
    const failure = service.makeRequest('anything').promise()
    await expect(failure).rejects.toMatchObject({ code: 'MockError', message: 'read from 400', statusCode: 400, retryable: false })
    await server.close()
  })
})

/** As little as the SDK can do with. */
const shape = { type: 'structure', members: { a: { type: 'integer' } }, required: [] }
const operation = { name: 'Anything', authtype: '', input: shape, output: shape, idempotentMembers: [] }

function defineMock(AWS: AwsNamespace) {
  return AWS.Service.defineService('mock', {
    api: { endpointPrefix: 'mock', signatureVersion: 'v4', operations: { anything: operation } },
    serviceIdentifier: 'mock',
    initialize(this: Service, config?: object) {
      AWS.Service.prototype.initialize.call(this, config)
      this.config.credentials = new AWS.Credentials('akid', 'secret')
      this.config.region = 'mock-region'
    },
    setupRequestListeners(request: Request) {
      request.on('build', ({ httpRequest, params }: Request) => {
        httpRequest.body = JSON.stringify(params)
      })
      request.on('extractData', (response: Response) => {
        response.data = { read: String(response.httpResponse.body) }
      })
      request.on('extractError', (response: Response) => {
        response.error = AWS.util.error(new Error(), { code: 'MockError', message: `read from ${response.httpResponse.statusCode}` })
      })
    },
  })
}
