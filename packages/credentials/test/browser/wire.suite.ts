import { describe, expect } from 'vitest'
import { fault } from '../stub/reactions.ts'
import { isMissing, test } from './chromium.ts'
import { guestOf } from './tab.ts'

describe.skipIf(isMissing)('between a page and the service', () => {
  test('CP-NET-1 goes nothing but what the call needs, and no cookie', async ({ service, context, openTab }) => {
    await context.addCookies([{ name: 'visitor', value: 'known', url: service.url }])
    const tab = await openTab()
    await tab.createProvider(guestOf(service))
    await tab.credentials()
    const { method, path, headers } = service.stub.requests[0] ?? {}
    expect([method, path]).toEqual(['POST', '/'])
    expect(headers).toMatchObject({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetId' })
    expect(headers).not.toHaveProperty('cookie')
    // These are all that the browser would not have sent anyway.
    expect(service.stub.preflights[0]?.headers['access-control-request-headers']).toBe('content-type,x-amz-target')
  })

  test('CP-ERR-3 a service that lets no page in is a network that fails', async ({ service, openTab }) => {
    service.stub.settings.sharing = 'none'
    const tab = await openTab()
    await tab.createProvider(guestOf(service))
    expect(await tab.refusal()).toEqual({ name: 'NetworkError', message: 'No answer from the service' })
  })

  test('CP-SEC-3 no redirect is followed', async ({ service, openTab }) => {
    service.stub.next('GetId', fault('redirect'))
    const tab = await openTab()
    await tab.createProvider(guestOf(service))
    expect(await tab.refusal()).toEqual({ name: 'ConfigurationError', message: expect.stringContaining('redirect') })
    expect(service.stub.operations).toEqual(['GetId'])
  })

  test.for([
    ['stops halfway', 'cut-in-body'],
    ["is the network's login page", 'html'],
    ['is half an answer', 'half-json'],
  ] as const)('CP-NET-3 an id is not asked for twice where the answer %s, but by the next call', async ([, name], { service, openTab }) => {
    service.stub.next('GetId', fault(name))
    const tab = await openTab()
    await tab.createProvider(guestOf(service))
    expect((await tab.refusal()).name).toBe('NetworkError')
    expect(service.stub.operations).toEqual(['GetId'])
    expect(await tab.credentials()).toMatchObject({ minutesLeft: 60 })
  })

  test('CP-NET-4 an answer that never comes is given up', async ({ service, context, openTab }) => {
    await context.clock.install()
    const tab = await openTab()
    const unanswered = service.stub.hold('GetId')
    await tab.createProvider({ ...guestOf(service), retry: { maxAttempts: 1 } })
    const refusal = tab.refusal()
    const { givenUp } = await unanswered.arrived
    await tab.page.clock.fastForward(10_000)
    expect((await refusal).name).toBe('TimeoutError')
    await expect(givenUp).resolves.toBeUndefined()
    unanswered.release()
  })
})
