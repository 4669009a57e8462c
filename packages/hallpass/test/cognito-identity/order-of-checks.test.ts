import { describe, expect } from 'vitest'
import { test } from '../hallpass.ts'
import { refused, send, unknownId } from '../support/json-wire.ts'
import { newGuestSession } from './guest-session.ts'

const unreadable = '{"IdentityPoolId":'
const unfit = '{"IdentityPoolId":"x"}'
const unknown = JSON.stringify({ IdentityPoolId: unknownId })

describe('a request is held', () => {
  test('against the operations before anything else', async ({ hallpass }) => {
    expect(await send(hallpass, { operation: 'Nothing', body: unreadable })).toMatchObject(refused('UnknownOperationException'))
  })

  test('against its signature before it is read', async ({ hallpass }) => {
    const credentials = { ...hallpass.server.rootAccessKey, secretAccessKey: 'x' }
    for (const body of [unreadable, unfit, unknown]) {
      const unsigned = await send(hallpass, { operation: 'DescribeIdentityPool', body })
      expect(unsigned).toMatchObject(refused('MissingAuthenticationTokenException'))
      expect(await send(hallpass, { operation: 'DescribeIdentityPool', body, credentials })).toMatchObject(
        refused('InvalidSignatureException'),
      )
    }
  })

  test('against JSON before the constraints, and these before permissions and what exists', async ({ hallpass }) => {
    const { credentials } = await newGuestSession(hallpass)
    for (const [body, type] of [
      [unreadable, 'SerializationException'],
      ['{"IdentityPoolId":7,"X":""}', 'SerializationException'],
      [unfit, 'ValidationException'],
      [unknown, 'AccessDeniedException'],
    ] as const) {
      expect(await send(hallpass, { operation: 'DescribeIdentityPool', body, credentials })).toMatchObject(refused(type))
    }
  })

  test('against what exists before what it asks for', async ({ hallpass }) => {
    const input = { IdentityPoolId: unknownId, IdentityPoolName: 'x', AllowUnauthenticatedIdentities: true }
    const body = JSON.stringify({ ...input, SupportedLoginProviders: { 'example.com': 'x' } })
    const answer = await send(hallpass, { operation: 'UpdateIdentityPool', body, credentials: hallpass.server.rootAccessKey })
    expect(answer).toMatchObject(refused('ResourceNotFoundException'))
  })
})
