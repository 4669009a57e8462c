import { describe, expect, test, vi } from 'vitest'
import type { ClientConfig } from './client-config.ts'
import { userAgentOf } from './user-agent.ts'

const inBrowser = async (config: ClientConfig) => {
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' })
  try {
    return await userAgentOf(config)
  } finally {
    vi.unstubAllGlobals()
  }
}

describe('CP-NET-1 the name of the caller', () => {
  test('is told outside browsers', async () => {
    expect(await userAgentOf({})).toEqual({ 'user-agent': 'hallpass' })
  })

  test.each<[ClientConfig, string]>([
    [{ customUserAgent: 'my-app/1.0' }, 'hallpass my-app/1.0'],
    [{ customUserAgent: [['my-app', '1.0'], ['other']] }, 'hallpass my-app/1.0 other'],
    [{ userAgentAppId: 'shop' }, 'hallpass app/shop'],
    [{ customUserAgent: 'my-app/1.0', userAgentAppId: async () => 'shop' }, 'hallpass my-app/1.0 app/shop'],
    [{ userAgentAppId: async () => undefined }, 'hallpass'],
  ])('with %j is %s', async (config, text) => {
    expect(await userAgentOf(config)).toEqual({ 'user-agent': text })
  })

  test('is not told in browsers, where the header would have to be asked for', async () => {
    expect(await inBrowser({})).toEqual({})
    expect(await inBrowser({ userAgentAppId: async () => undefined })).toEqual({})
  })

  test('is told in browsers, in the header that they allow, where the configuration asks for it', async () => {
    expect(await inBrowser({ customUserAgent: 'my-app/1.0' })).toEqual({ 'x-amz-user-agent': 'my-app/1.0' })
    expect(await inBrowser({ userAgentAppId: 'shop' })).toEqual({ 'x-amz-user-agent': 'app/shop' })
  })
})
