import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { join } from 'node:path'
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { createClients } from '../clients.ts'
import { type AnsweringStore, startAnsweringStore } from '../counterparts/answering-store.ts'
import { listenOnFreshPort } from '../counterparts/fresh-port.ts'
import { loopbackCertificate } from '../counterparts/self-signed-certificate.ts'
import { type HallpassProcess, test as processTest } from '../hallpass-process.ts'
import { openConnection } from '../support/raw-connection.ts'
import { presigned } from './presigned.ts'
import { sendSigned } from './signed-exchange.ts'

const root = { accessKeyId: 'AKIAROOTKEYOFTESTS01', secretAccessKey: 'secret of root' }
const secretOfStore = 'secret of the store'
const env = {
  HALLPASS_ROOT_ACCESS_KEY_ID: root.accessKeyId,
  HALLPASS_ROOT_SECRET_ACCESS_KEY: root.secretAccessKey,
  HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID: 'KEYOFTHESTORE',
  HALLPASS_GATEWAY_BACKEND_SECRET_ACCESS_KEY: secretOfStore,
}

const test = processTest.extend<{ store: AnsweringStore }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  store: async ({}, use) => {
    const store = await startAnsweringStore()
    await use(store)
    await store.close()
  },
})

const alone = (store: string) => ['gateway', '--gateway-port', '0', '--backend', store]

describe('hallpass gateway', () => {
  test('says in its help what can be set', async ({ hallpass }) => {
    const { exitCode, stdout } = await hallpass(['gateway', '--help']).ended
    expect(exitCode).toBe(0)
    const names = ['BACKEND', 'BACKEND_ACCESS_KEY_ID', 'BACKEND_SECRET_ACCESS_KEY', 'BACKEND_REGION', 'BACKEND_PROFILE']
    for (const name of [...names, 'PORT', 'DOMAIN', 'ORIGINS']) expect(stdout).toContain(`HALLPASS_GATEWAY_${name}`)
  })

  test.for<[string, string[], Record<string, string>, RegExp]>([
    ['no store', ['gateway'], env, /--backend http/],
    [
      'a store without a key',
      ['gateway', '--backend', 'http://127.0.0.1:9'],
      {},
      /HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID[\s\S]*key is missing/,
    ],
    ['a store that is no address', alone('store:9000'), env, /--backend[\s\S]*no web address/],
    ['a store with a path', alone('http://127.0.0.1:9/x'), env, /--backend[\s\S]*path/],
    ['an unknown profile', [...alone('http://127.0.0.1:9'), '--backend-profile', 'gcs'], env, /--backend-profile[\s\S]*minio/],
    ['a domain with a scheme', [...alone('http://127.0.0.1:9'), '--domain', 'http://x'], env, /--domain[\s\S]*no domain/],
    [
      'a wrong origin',
      alone('http://127.0.0.1:9'),
      { ...env, HALLPASS_GATEWAY_ORIGINS: 'app.example' },
      /HALLPASS_GATEWAY_ORIGINS[\s\S]*no origin/,
    ],
    ['a wrong port', ['gateway', '--gateway-port', '70000', '--backend', 'http://127.0.0.1:9'], env, /--gateway-port/],
    ['a wrong port of serve', ['serve', '--port', '0', '--gateway-port', 'x', '--backend', 'http://127.0.0.1:9'], env, /--gateway-port/],
  ])('with %s ends with 2 and says what to do', async ([, args, variables, message], { hallpass }) => {
    const { exitCode, stdout, stderr } = await hallpass(args, variables).ended
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain(secretOfStore)
  })

  test('prints one line, serves, and ends with 0', async ({ hallpass, store }) => {
    const gateway = hallpass(alone(store.url), env)
    const url = await gateway.gatewayUrl
    expect((await sendSigned(url, { method: 'GET', target: '/photos/a' }, root)).status).toBe(200)
    const { exitCode, stdout } = await gateway.stop('SIGTERM')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `hallpass gateway listening on ${url}\n` })
  })

  test('names its own flag where its port is in use', async ({ hallpass, store }) => {
    const { port } = new URL(await hallpass(alone(store.url), env).gatewayUrl)
    for (const args of [['gateway'], ['serve', '--port', '0']]) {
      const { exitCode, stderr } = await hallpass([...args, '--gateway-port', port, '--backend', store.url], env).ended
      expect(exitCode).toBe(1)
      expect(stderr).toMatch(new RegExp(`Port ${port} .*in use.*--gateway-port`))
    }
  })

  test('shares the data of a service: what one makes the other knows', async ({ hallpass, store }) => {
    const service = hallpass(['serve', '--port', '0', '--gateway-port', '0', '--backend', store.url], env)
    const gateway = hallpass(alone(store.url), env)
    for (const url of [await service.gatewayUrl, await gateway.gatewayUrl]) {
      expect((await sendSigned(url, { method: 'GET', target: '/photos/a' }, root)).status).toBe(200)
    }
    expect((await service.stop('SIGTERM')).stdout).toMatch(/^hallpass listening on \S+\nhallpass gateway listening on \S+\n$/)
  })
})

describe('a running upload', () => {
  test('is finished though the gateway is asked to stop', async ({ hallpass, store }) => {
    const gateway = hallpass(alone(store.url), env)
    const url = await gateway.gatewayUrl
    const address = new URL(await presigned(url, root, { method: 'PUT', bucket: 'photos', key: 'a' }))
    const connection = await openConnection(url)
    await connection.write(
      `PUT ${address.pathname}${address.search} HTTP/1.1\r\nHost: ${address.host}\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n`,
    )
    await connection.seen(/^HTTP\/1\.1 100 /)
    await connection.write('first')
    const ended = gateway.stop('SIGTERM')
    await refusesConnections(url)
    await connection.write('later')
    expect(await connection.received).toMatch(/HTTP\/1\.1 200 /)
    expect((await ended).exitCode).toBe(0)
    expect(store.received.at(-1)?.body.toString()).toBe('firstlater')
  })
})

describe('the store', () => {
  test('may be down at the start and come later', async ({ hallpass }) => {
    const store = createServer((_, response) => response.end())
    const port = await listenOnFreshPort(store)
    await new Promise((resolve) => store.close(resolve))
    const url = await hallpass(alone(`http://127.0.0.1:${port}`), env).gatewayUrl
    const ask = () => sendSigned(url, { method: 'GET', target: '/photos/a' }, root)
    expect(await ask()).toMatchObject({ status: 503, body: expect.stringContaining('<Code>ServiceUnavailable</Code>') })
    await new Promise<void>((resolve) => store.listen(port, '127.0.0.1', resolve))
    expect(await ask()).toMatchObject({ status: 200 })
    store.closeAllConnections()
    await new Promise((resolve) => store.close(resolve))
    expect(await ask()).toMatchObject({ status: 503 })
  })

  test.for(['InvalidAccessKeyId', 'SignatureDoesNotMatch'])('that refuses the key (%s) is our fault, and logged', async (code, {
    hallpass,
    store,
  }) => {
    store.answer = () => ({
      ...{ status: 403, headers: { 'content-type': 'application/xml' } },
      body: `<Error><Code>${code}</Code><AWSAccessKeyId>KEYOFTHESTORE</AWSAccessKeyId><StringToSign>AWS4</StringToSign></Error>`,
    })
    const gateway = hallpass(alone(store.url), env)
    const answer = await sendSigned(await gateway.gatewayUrl, { method: 'GET', target: '/photos/a' }, root)
    expect(answer).toMatchObject({ status: 500, body: expect.stringContaining('<Code>InternalError</Code>') })
    expect(answer.body).not.toContain('KEYOFTHESTORE')
    const { stderr } = await gateway.stop('SIGTERM')
    const errors = lines(stderr).filter(({ level }) => Number(level) >= 50)
    expect(errors).toHaveLength(1)
    expect(JSON.stringify(errors)).toContain(code)
  })

  test('may speak TLS', async ({ hallpass, folder }) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const cert = new X509Certificate(loopbackCertificate(privateKey)).toString()
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
    const store = createHttpsServer({ key, cert }, (_, response) => response.end('secure'))
    const url = `https://127.0.0.1:${await listenOnFreshPort(store)}`
    await writeFile(join(folder, 'ca.pem'), cert)
    const trusting = hallpass(alone(url), { ...env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })
    const ask = async (gateway: HallpassProcess) => sendSigned(await gateway.gatewayUrl, { method: 'GET', target: '/photos/a' }, root)
    expect(await ask(trusting)).toMatchObject({ status: 200, body: 'secure' })
    expect(await ask(hallpass(alone(url), env))).toMatchObject({ status: 503 })
    store.closeAllConnections()
    store.close()
  })
})

describe('hallpass explain --request', () => {
  for (const [kind, args] of [
    ['by itself', ['gateway']],
    ['inside serve', ['serve', '--port', '0']],
  ] as const) {
    test(`tells why the gateway ${kind} denied a request`, async ({ hallpass, store, folder }) => {
      const gateway = hallpass([...args, '--gateway-port', '0', '--backend', store.url], env)
      const url = await gateway.gatewayUrl
      // Of a session whose policy opens one folder.
      const iam = hallpass(['serve', '--port', '0'], env)
      const session = await federatedSession(await iam.url)
      const denied = await sendSigned(url, { method: 'PUT', target: '/photos/private/b', headers: { 'x-amz-acl': 'public-read' } }, session)
      expect(denied.status, denied.body).toBe(403)
      const id = String(denied.headers['x-amz-request-id'])

      const { exitCode, stdout } = await hallpass(['explain', '--request', id], env).ended
      expect(exitCode).toBe(0)
      expect(stdout).toContain('s3:PutObject on arn:aws:s3:::photos/private/b')
      expect(stdout).toMatch(/federated-user\/ann/)
      expect(stdout).toContain(id)
      expect(stdout).toMatch(/s3:x-amz-acl: public-read/i)
      const json = await hallpass(['explain', '--request', id, '--json'], env).ended
      expect(JSON.parse(json.stdout)).toMatchObject({ requestId: id, action: 's3:PutObject', decision: { decision: 'implicitDeny' } })

      const { stderr } = await gateway.stop('SIGTERM')
      const kept = await readFile(join(folder, 'data', 'gateway-denials.jsonl'), 'utf8')
      expect((await stat(join(folder, 'data', 'gateway-denials.jsonl'))).mode & 0o777).toBe(0o600)
      for (const text of [stderr, kept, stdout, json.stdout]) {
        for (const secret of [session.secretAccessKey, session.sessionToken, root.secretAccessKey, secretOfStore, 'Signature=']) {
          expect(text).not.toContain(secret)
        }
      }
      expect(stderr).not.toContain('private/b')
    })
  }

  test('ends with 1 where nothing is kept of a request', async ({ hallpass }) => {
    const { exitCode, stdout, stderr } = await hallpass(['explain', '--request', '00000000-0000-4000-8000-000000000000'], env).ended
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('00000000-0000-4000-8000-000000000000')
  })
})

function lines(log: string): readonly Record<string, unknown>[] {
  // The log is JSON, an object a line.
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** Until the listener is closed. */
async function refusesConnections(url: string): Promise<void> {
  while (
    await fetch(url, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    )
  ) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A session that may read, and not write. */
async function federatedSession(url: string) {
  const clients = createClients(url, 'us-east-1', root)
  await clients.iam.send(new CreateUserCommand({ UserName: 'broker' }))
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:GetFederationToken', 's3:GetObject'], Resource: '*' }],
  })
  await clients.iam.send(new PutUserPolicyCommand({ UserName: 'broker', PolicyName: 'p', PolicyDocument }))
  const { AccessKey } = await clients.iam.send(new CreateAccessKeyCommand({ UserName: 'broker' }))
  const credentials = { accessKeyId: String(AccessKey?.AccessKeyId), secretAccessKey: String(AccessKey?.SecretAccessKey) }
  const sts = new STSClient({ endpoint: url, region: 'us-east-1', credentials })
  const { Credentials } = await sts.send(new GetFederationTokenCommand({ Name: 'ann', Policy: PolicyDocument }))
  sts.destroy()
  clients.close()
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  }
}
