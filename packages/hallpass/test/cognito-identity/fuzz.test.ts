import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { cognitoIdentity } from '../../src/cognito-identity/api.ts'
import type { AnyOperation } from '../../src/operation/operation.ts'
import { test as base, type Hallpass, startHallpass } from '../hallpass.ts'
import { callAsRoot, type JsonAnswer, send } from '../support/json-wire.ts'
import { arbitraryInput, identityPlaceholder, poolPlaceholder } from './arbitrary-inputs.ts'
import { newGuest, newPool, roleArn } from './new-pool.ts'

/** Nobody listens there: no input makes the server call the real ones. */
const nowhere = { endpoint: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1' }
const social = ['graph.facebook.com', 'accounts.google.com', 'api.twitter.com', 'www.amazon.com', 'appleid.apple.com']

const test = base.extend<{ lone: Hallpass }>({
  lone: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const hallpass = await startHallpass({ providers: new Map(social.map((name) => [name, nowhere])) })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})

const operations = [...cognitoIdentity.operations.values()]
const wireErrors = ['SerializationException', 'ValidationException']

describe.for(operations)('$name', (operation) => {
  test('answers any input with a success or one of its errors, and a refusal changes nothing', async ({ lone }) => {
    let world = await newWorld(lone)
    await fc.assert(
      fc.asyncProperty(arbitraryInput(operation.input), async (input) => {
        const body = world.fill(JSON.stringify(input))
        const answer = await send(lone, { operation: operation.name, body, credentials: lone.server.rootAccessKey })
        expectKnown(answer, operation)
        const after = await world.state()
        if (answer.status !== 200) expect(after).toEqual(world.before)
        else if (!isDeepStrictEqual(after, world.before)) world = await newWorld(lone)
      }),
      { numRuns: 50 },
    )
  })

  test('answers any input without a signature', async ({ lone }) => {
    const world = await newWorld(lone)
    await fc.assert(
      fc.asyncProperty(arbitraryInput(operation.input), async (input) => {
        const answer = await send(lone, { operation: operation.name, body: world.fill(JSON.stringify(input)) })
        if (operation.auth === 'public') expectKnown(answer, operation)
        else expect(answer.json).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
      }),
      { numRuns: 50 },
    )
  })

  test('answers any bytes', async ({ lone }) => {
    await fc.assert(
      fc.asyncProperty(damaged(arbitraryInput(operation.input).map((input) => JSON.stringify(input))), async (body) => {
        expectKnown(await send(lone, { operation: operation.name, body, credentials: lone.server.rootAccessKey }), operation)
      }),
      { numRuns: 30 },
    )
  })
})

test('any Authorization is refused as one of the signature errors', async ({ lone }) => {
  const word = fc.constantFrom(
    'AWS4-HMAC-SHA256',
    'Credential=',
    'Signature=',
    'SignedHeaders=',
    'host',
    ';',
    ',',
    '/',
    'a',
    '=',
    ' ',
    'aws4_request',
  )
  const header = fc.oneof(
    fc.array(word, { maxLength: 20 }).map((words) => `AWS4${words.join('')}`),
    fc.string({ maxLength: 80 }),
  )
  await fc.assert(
    fc.asyncProperty(
      header.map((text) => text.trim()),
      header,
      async (authorization, date) => {
        const headers = { authorization, 'x-amz-date': date.trim() }
        const { status, json } = await send(lone, { operation: 'ListIdentityPools', body: '{}', headers })
        expect(status).toBe(400)
        expect(json).toMatchObject({
          __type: expect.stringMatching(/^(MissingAuthenticationToken|IncompleteSignature|InvalidSignature)Exception$/),
        })
      },
    ),
    { numRuns: 300 },
  )
})

interface World {
  readonly before: unknown
  fill(text: string): string
  state(): Promise<unknown>
}

/** A pool with a guest, and what of them can be seen. */
async function newWorld(hallpass: Hallpass): Promise<World> {
  const IdentityPoolId = await newPool(hallpass, { DeveloperProviderName: 'login.shop', IdentityPoolTags: { team: 'red' } })
  const IdentityId = await newGuest(hallpass, IdentityPoolId)
  await callAsRoot(hallpass, 'SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated: roleArn('User') } })
  const state = () =>
    Promise.all(
      ['DescribeIdentityPool', 'GetIdentityPoolRoles', 'DescribeIdentity'].map(
        async (operation) => (await callAsRoot(hallpass, operation, { IdentityPoolId, IdentityId })).text,
      ),
    )
  return {
    before: await state(),
    fill: (text) => text.replaceAll(poolPlaceholder, IdentityPoolId).replaceAll(identityPlaceholder, IdentityId),
    state,
  }
}

function expectKnown({ status, text, json }: JsonAnswer, { errors }: AnyOperation): void {
  if (status === 200) return
  expect(status, text).toBe(400)
  const known = [...wireErrors, ...errors.map((Type) => new Type('').type)]
  expect(known).toContain(typeof json === 'object' && json !== null && '__type' in json ? json.__type : text)
}

/** A text with some of its bytes replaced, or bytes that never were one. */
function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const damages = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })
  const damagedText = fc.tuple(text, damages).map(([whole, changes]) => {
    const bytes = new Uint8Array(Buffer.from(whole))
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte
    return bytes
  })
  return fc.oneof(
    { weight: 4, arbitrary: damagedText },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes)) },
  )
}
