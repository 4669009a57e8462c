import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CognitoIdentityClient, type CognitoIdentityClientConfig } from '@aws-sdk/client-cognito-identity'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClientConfig } from '../src/transport/client-config.ts'
import {
  type CognitoIdentityClientLike,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  CognitoIdentityClient as OurClient,
} from '../src/v3/commands.ts'
import { rejection } from './stub-fetch.ts'

interface Seen {
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Site {
  readonly url: string
  readonly seen: Seen[]
  /** How the next requests are answered, the last one from then on. */
  answers: ((response: ServerResponse) => void)[]
  close(): Promise<void>
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(JSON.stringify(body))

async function listen(): Promise<Site> {
  const seen: Seen[] = []
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ url: request.url, headers: request.headers, body })
    site.answers[Math.min(seen.length, site.answers.length) - 1]?.(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on a port makes it such an address.
  const { port } = server.address() as AddressInfo
  const site: Site = {
    url: `http://127.0.0.1:${port}`,
    seen,
    answers: [json({ IdentityId: 'us-east-1:1' })],
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return site
}

let site: Site

beforeEach(async () => {
  site = await listen()
})

afterEach(() => site.close())

const getId = () => new GetIdCommand({ IdentityPoolId: 'us-east-1:pool' })

async function sendBy(config: CognitoIdentityClientConfig, command: object = getId(), options = {}): Promise<unknown> {
  const client = new CognitoIdentityClient({ region: 'us-east-1', endpoint: site.url, ...config })
  try {
    // The SDK's types ask for its own classes of commands; what it does with one is to ask for its handler.
    return await client.send(command as never, options)
  } finally {
    client.destroy()
  }
}

describe("CP-ID-6 the SDK's client performs our commands", () => {
  test('at its endpoint, unsigned, by its own handler', async () => {
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
    expect(await sendBy({ credentials })).toEqual({ IdentityId: 'us-east-1:1' })
    expect(site.seen).toMatchObject([{ url: '/', body: '{"IdentityPoolId":"us-east-1:pool"}' }])
    expect(site.seen[0]?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityService.GetId',
    })
    expect(site.seen[0]?.headers).not.toHaveProperty('authorization')
  })

  test('with times as dates', async () => {
    site.answers = [json({ IdentityId: 'us-east-1:1', Credentials: { AccessKeyId: 'a', SecretKey: 's', Expiration: 1.893456e9 } })]
    expect(await sendBy({}, new GetCredentialsForIdentityCommand({ IdentityId: 'us-east-1:1' }))).toEqual({
      IdentityId: 'us-east-1:1',
      Credentials: { AccessKeyId: 'a', SecretKey: 's', Expiration: new Date('2030-01-01T00:00:00Z') },
    })
  })

  test('and keeps the path of its endpoint', async () => {
    await sendBy({ endpoint: `${site.url}/pools` })
    expect(site.seen[0]?.url).toBe('/pools/')
  })

  test('as often as its configuration allows', async () => {
    site.answers = [json({ __type: 'InternalErrorException', message: 'Later.' }, 500)]
    expect(await rejection(sendBy({ maxAttempts: 2 }))).toMatchObject({
      name: 'InternalErrorException',
      $metadata: { httpStatusCode: 500, attempts: 2 },
    })
    expect(site.seen).toHaveLength(2)
  })

  test('and rejects with our errors', async () => {
    site.answers = [json({ __type: 'ResourceNotFoundException', message: 'No.' }, 400, { 'x-amzn-requestid': 'r-1' })]
    expect(await rejection(sendBy({}))).toMatchObject({ name: 'ResourceNotFoundException', message: 'No.', requestId: 'r-1' })
  })

  test('in its region, through the handler that it was given', async () => {
    const requests: unknown[] = []
    const requestHandler = {
      async handle(request: unknown) {
        requests.push(request)
        return { response: { statusCode: 200, headers: { 'x-amzn-requestid': 'r' }, body: new Blob(['{"IdentityId":"x"}']) } }
      },
    }
    // The SDK's types name more members than it needs of a handler.
    const client = new CognitoIdentityClient({ region: 'eu-west-1', requestHandler: requestHandler as never })
    expect(await client.send(getId() as never)).toEqual({ IdentityId: 'x' })
    expect(requests).toMatchObject([
      {
        ...{ method: 'POST', protocol: 'https:', hostname: 'cognito-identity.eu-west-1.amazonaws.com', port: undefined, path: '/' },
        ...{ query: {}, body: '{"IdentityPoolId":"us-east-1:pool"}' },
      },
    ])
  })

  test('with its names in the user agent', async () => {
    await sendBy({ customUserAgent: 'my-app/1.0', userAgentAppId: 'shop' })
    expect(site.seen[0]?.headers['user-agent']).toBe('hallpass my-app/1.0 app/shop')
  })

  test('until abortSignal fires', async () => {
    const controller = new AbortController()
    site.answers = [() => controller.abort()]
    expect(await rejection(sendBy({}, getId(), { abortSignal: controller.signal }))).toMatchObject({ name: 'AbortError' })
  })

  test('with a handler that it keeps', async () => {
    const client = new CognitoIdentityClient({ region: 'us-east-1', endpoint: site.url, cacheMiddleware: true })
    for (const IdentityPoolId of ['a', 'b']) await client.send(new GetIdCommand({ IdentityPoolId }) as never)
    expect(site.seen.map(({ body }) => body)).toEqual(['{"IdentityPoolId":"a"}', '{"IdentityPoolId":"b"}'])
    client.destroy()
  })

  test('and is one of the clients that the providers take', () => {
    const clients: CognitoIdentityClientLike[] = [new CognitoIdentityClient({ region: 'us-east-1' }), new OurClient()]
    expect(clients).toHaveLength(2)
  })
})

describe('CP-ID-7 the configuration of an SDK client', () => {
  test('is one that our client takes', async () => {
    const { config } = new CognitoIdentityClient({ region: 'us-east-1', endpoint: site.url })
    const ours: ClientConfig = config
    expect(await new OurClient(ours).send(getId())).toEqual({ IdentityId: 'us-east-1:1' })
  })
})

describe('CP-SEC-3 a redirect', () => {
  test('takes no token to where it points', async () => {
    const elsewhere = await listen()
    site.answers = [(response) => response.writeHead(307, { location: elsewhere.url }).end()]
    for (const send of [() => sendBy({}), () => new OurClient({ endpoint: site.url }).send(getId())]) {
      expect(await rejection(send())).toMatchObject({ name: 'ConfigurationError' })
    }
    expect(elsewhere.seen).toHaveLength(0)
    await elsewhere.close()
  })
})

describe('CP-NET-6 the clock', () => {
  test('is set by what a handler brings, too', async () => {
    site.answers = [json({}, 200, { date: new Date(Date.now() + 7_200_000).toUTCString() })]
    const { clockOf } = await import('../src/transport/skew-clock.ts')
    const client = new CognitoIdentityClient({ region: 'us-east-1', endpoint: site.url })
    await client.send(getId() as never)
    expect(clockOf(client.config).offset).toBeGreaterThan(7_100_000)
    client.destroy()
  })
})
