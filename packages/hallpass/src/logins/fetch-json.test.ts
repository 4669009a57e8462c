import { describe, expect, test } from 'vitest'
import { faults, type StubAnswer, startStubServer } from '../../test/counterparts/stub-server.ts'
import { createFetchJson, ProviderFailure } from './fetch-json.ts'

/** What becomes of one call to a server that answers like this. */
async function ask(answer: StubAnswer) {
  const server = await startStubServer(() => answer)
  try {
    return await createFetchJson()(server.url)
  } finally {
    await server.close()
  }
}

describe('createFetchJson', () => {
  test.each([200, 400, 401])('gives the answer of status %d', async (status) => {
    expect(await ask({ status, body: { a: 1 } })).toEqual({ status, body: { a: 1 } })
  })

  test.each([201, 204, 301, 307, 308, 403, 404, 429, 500, 503])('takes no answer of status %d', async (status) => {
    await expect(ask({ status, body: {} })).rejects.toThrow(ProviderFailure)
  })

  test.each([[[]], ['text'], [1], [null]])('takes no JSON but an object: %j', async (body) => {
    await expect(ask({ body })).rejects.toThrow('something else than a JSON object')
  })

  test('takes an answer of one MiB and not a byte more', async () => {
    const frame = JSON.stringify({ a: '' }).length
    const { body } = await ask({ body: { a: 'x'.repeat(1024 * 1024 - frame) } })
    expect(Object.keys(body)).toEqual(['a'])
    await expect(ask({ body: { a: 'x'.repeat(1024 * 1024 - frame + 1) } })).rejects.toThrow('more than 1048576 bytes')
  })

  test.each(faults)('fails when the provider answers with: %s', async (fault) => {
    const server = await startStubServer(() => ({ body: {} }))
    server.fail(fault)
    const answer = createFetchJson(fault.startsWith('hang') ? 50 : 5_000)(server.url)
    await expect(answer).rejects.toThrow(ProviderFailure)
    expect(server.asked).not.toContain('/elsewhere')
    await server.close()
  })

  test.each([
    [{ status: 500, body: {} }, 'unreachable'],
    [{ status: 503, body: {} }, 'unreachable'],
    [{ status: 404, body: {} }, 'unusable'],
    [{ body: [] }, 'unusable'],
  ] as const)('tells a provider that is out of order from an answer of no use: %j', async (answer, kind) => {
    await expect(ask(answer)).rejects.toMatchObject({ kind })
  })

  test.each([
    ['hang', 'unreachable'],
    ['cut', 'unreachable'],
    ['huge', 'unusable'],
    ['redirect', 'unusable'],
  ] as const)('tells what kind of failure it is when the provider answers with: %s', async (fault, kind) => {
    const server = await startStubServer(() => ({ body: {} }))
    server.fail(fault)
    await expect(createFetchJson(fault === 'hang' ? 50 : 5_000)(server.url)).rejects.toMatchObject({ kind })
    await server.close()
  })

  test('fails when nobody listens, and says no more than why', async () => {
    const server = await startStubServer(() => ({ body: {} }))
    await server.close()
    const failure: unknown = await createFetchJson()(`${server.url}/me?access_token=secret`).catch((error) => error)
    expect(String(failure)).toBe(`ProviderFailure: ${new URL(server.url).host} cannot be reached (ECONNREFUSED).`)
  })

  test.each([
    'not an address?access_token=secret',
    'http://[/?access_token=secret',
    'gopher://a.test/?access_token=secret',
  ])('keeps what an address holds out of its errors: %s', async (address) => {
    const failure: unknown = await createFetchJson()(address).catch((error) => error)
    expect(failure).toBeInstanceOf(ProviderFailure)
    expect(`${failure instanceof Error ? `${failure.message} ${failure.stack} ${failure.cause}` : ''}`).not.toContain('secret')
  })

  test('sends method, headers and body', async () => {
    const seen: unknown[] = []
    const server = await startStubServer(({ method, headers, body }) => {
      seen.push(method, headers['x-a'], body)
      return { body: {} }
    })
    await createFetchJson()(server.url, { method: 'POST', headers: { 'x-a': '1' }, body: '{}' })
    await server.close()
    expect(seen).toEqual(['POST', '1', '{}'])
  })
})
