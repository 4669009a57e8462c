import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, test, vi } from 'vitest'
import { fromCognitoIdentity } from '../src/index.ts'

const identityId = 'eu-west-1:b0b1b2b3-0000-4000-8000-000000000001'

describe('CP-PRV-5 an SDK client in the last minutes of its credentials', () => {
  test('signs five requests with one refresh at most, where 299 s are left', async () => {
    const { client, signedWith, asked } = clientOf({ credentialCache: true, secondsLeft: 299 })
    for (let request = 0; request < 5; request++) await client.send(new ListTablesCommand({}))
    expect(signedWith).toHaveLength(5)
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2)
  })

  test('signs five requests at once with one refresh at most', async () => {
    const { client, signedWith, asked } = clientOf({ credentialCache: true, secondsLeft: 299 })
    await Promise.all(Array.from({ length: 5 }, () => client.send(new ListTablesCommand({}))))
    expect(new Set(signedWith)).toEqual(new Set(['KEY1']))
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2)
  })
})

describe('CP-PRV-4 the mark of a provider that caches', () => {
  test('has a living SDK client ask for each request, so that what was dropped is used no more', async () => {
    const { client, provider, signedWith } = clientOf({ credentialCache: true, secondsLeft: 3600 })
    await client.send(new ListTablesCommand({}))
    await client.send(new ListTablesCommand({}))
    provider.invalidate()
    await client.send(new ListTablesCommand({}))
    expect(signedWith).toEqual(['KEY1', 'KEY1', 'KEY2'])
  })

  test('lets rejected credentials be replaced on a living client', async () => {
    const { client, provider, signedWith, refuseNext } = clientOf({ credentialCache: true, secondsLeft: 3600 })
    refuseNext('ExpiredTokenException')
    const error = await client.send(new ListTablesCommand({})).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'ExpiredTokenException' })
    provider.reportRejected(error)
    await client.send(new ListTablesCommand({}))
    expect(signedWith).toEqual(['KEY1', 'KEY2'])
  })

  test('is missing on a provider that does not cache', () => {
    const { provider } = clientOf({ credentialCache: false, secondsLeft: 3600 })
    expect('memoized' in provider).toBe(false)
  })
})

/** An SDK client whose requests go nowhere, over a provider whose service gives KEY1, KEY2, … */
function clientOf({ credentialCache, secondsLeft }: { credentialCache: boolean; secondsLeft: number }) {
  let keys = 0
  const asked = vi.fn(async () => ({
    IdentityId: identityId,
    Credentials: {
      AccessKeyId: `KEY${++keys}`,
      SecretKey: 'secret',
      SessionToken: 'token',
      Expiration: new Date(Date.now() + secondsLeft * 1000),
    },
  }))
  // The types do not say what `credentialCache` adds.
  const provider = fromCognitoIdentity({ client: { send: asked }, identityId, credentialCache }) as ReturnType<
    typeof fromCognitoIdentity
  > & {
    invalidate(): void
    reportRejected(error: unknown): void
  }
  const signedWith: (string | undefined)[] = []
  let refusal: string | undefined
  const requestHandler = {
    async handle({ headers }: { headers: Record<string, string> }) {
      signedWith.push(/Credential=([^/]+)\//.exec(headers['authorization'] ?? '')?.[1])
      const body = refusal ? { __type: `com.amazonaws.dynamodb.v20120810#${refusal}` } : { TableNames: [] }
      const statusCode = refusal ? 400 : 200
      refusal = undefined
      const type = { 'content-type': 'application/x-amz-json-1.0' }
      return { response: { statusCode, headers: type, body: new TextEncoder().encode(JSON.stringify(body)) } }
    },
  }
  // A handler needs no more than `handle`; its full type is the SDK's own.
  const client = new DynamoDBClient({ region: 'eu-west-1', credentials: provider, requestHandler: requestHandler as never, maxAttempts: 1 })
  const refuseNext = (name: string) => {
    refusal = name
  }
  return { client, provider, signedWith, asked, refuseNext }
}
