import { describe, expect, test } from 'vitest'
import { jsonReply, stubFetch } from '../../test/stub-fetch.ts'
import { callJson, type JsonCall } from './json-call.ts'
import { clockOf } from './skew-clock.ts'

async function perform(call: Partial<JsonCall>, reply: Response) {
  const { fetch, requests } = stubFetch(reply)
  const output = await callJson<object>(
    { operation: 'UnlinkIdentity', input: {}, ...call },
    { endpoint: 'http://localhost:1', fetch },
    { clock: clockOf({}) },
  )
  return { output, requests }
}

describe('callJson', () => {
  test('sends the input without the members that are undefined', async () => {
    const { requests } = await perform({ input: { AccountId: undefined, Logins: { a: 'b' } } }, jsonReply({}))
    expect(requests[0]?.init.body).toBe('{"Logins":{"a":"b"}}')
  })

  test('gives the answer as it was parsed', async () => {
    const { output } = await perform({}, jsonReply({ CreationDate: 1.5e9, Other: [1] }))
    expect(output).toEqual({ CreationDate: 1.5e9, Other: [1] })
  })

  test.each(['', ' \n', '{}', ' {}\n'])('takes %j for an answer without members', async (body) => {
    expect((await perform({}, jsonReply(body))).output).toEqual({})
  })

  test('sends the headers of a signer, which is told the time of the service', async () => {
    const clock = clockOf({})
    clock.observe(new Date(Date.now() + 3_600_000).toUTCString(), Date.now(), Date.now())
    const seen: unknown[] = []
    const { fetch, requests } = stubFetch(jsonReply({}))
    await callJson(
      {
        operation: 'ListIdentityPools',
        input: { MaxResults: 1 },
        async sign(request, now) {
          seen.push(request, now - Date.now() > 3_000_000)
          return { ...request.headers, authorization: 'signed' }
        },
      },
      { endpoint: 'http://localhost:1', fetch },
      { clock },
    )
    expect(seen).toEqual([
      { url: 'http://localhost:1/', headers: expect.objectContaining({ 'user-agent': 'hallpass' }), body: '{"MaxResults":1}' },
      true,
    ])
    expect(requests[0]?.init.headers).toMatchObject({ authorization: 'signed', 'content-type': 'application/x-amz-json-1.1' })
  })
})
