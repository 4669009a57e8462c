import { PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import type { Hallpass } from '../../../hallpass/test/hallpass.ts'
import { policyOf } from '../../../hallpass/test/iam-users.ts'
import { fault, refusal } from '../stub/reactions.ts'
import { isMissing, test } from './chromium.ts'
import { guestOf } from './tab.ts'
import { getCredentials, makeCredentials, poolOf, stored } from './v2-page.ts'

const idKey = 'aws.cognito.identity-id.'
const providersKey = 'aws.cognito.identity-providers.'

describe.skipIf(isMissing)('the v2 half in a page', () => {
  test('makes a guest, who is the same after a reload', async ({ service, openTab }) => {
    const tab = await openTab('/v2')
    expect(await makeCredentials(tab.frame, poolOf(service))).toBeUndefined()
    const first = await getCredentials(tab.frame)
    expect(first).toEqual({
      identityId: expect.stringMatching(/^eu-central-1:/),
      accessKeyId: expect.stringMatching(/^ASIA/),
      minutesLeft: 60,
    })
    expect(await stored(tab.frame)).toEqual({ [`${idKey}${service.identityPoolId}`]: first.identityId })

    await tab.reload()
    expect(await makeCredentials(tab.frame, poolOf(service))).toBe(first.identityId)
    expect((await getCredentials(tab.frame)).identityId).toBe(first.identityId)
    expect(service.stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
  })

  test('makes the guest a user, with the same identity, and stores the names of the logins', async ({ service, openTab }) => {
    const tab = await openTab('/v2')
    await makeCredentials(tab.frame, poolOf(service))
    const { identityId, accessKeyId } = await getCredentials(tab.frame)
    const Logins = await service.logins('ann')
    await tab.frame.evaluate((given) => {
      window.v2Credentials.params.Logins = given
      window.v2Credentials.expired = true
    }, Logins)
    const user = await getCredentials(tab.frame)
    expect(user.identityId).toBe(identityId)
    expect(user.accessKeyId).not.toBe(accessKeyId)
    expect(service.stub.requests.at(-1)?.input).toEqual({ IdentityId: identityId, Logins })
    const { identityPoolId } = service
    expect(await stored(tab.frame)).toEqual({
      [`${idKey}${identityPoolId}`]: identityId,
      [`${providersKey}${identityPoolId}`]: service.provider,
    })

    await tab.reload()
    expect(await makeCredentials(tab.frame, { ...poolOf(service), Logins })).toBe(identityId)
    expect(await makeCredentials(tab.frame, { ...poolOf(service), Logins: { 'another.example.com': 'token' } })).toBeUndefined()
  })

  test('stands beside the other half: each has its own identity and store', async ({ service, openTab }) => {
    const tab = await openTab('/v2')
    await makeCredentials(tab.frame, poolOf(service))
    await tab.createProvider(guestOf(service))
    const [v2, v3] = await Promise.all([getCredentials(tab.frame), tab.credentials()])
    expect(v3.identityId).not.toBe(v2.identityId)
    expect(await stored(tab.frame)).toHaveProperty([`${idKey}${service.identityPoolId}`], v2.identityId)

    await tab.reload()
    expect(await makeCredentials(tab.frame, poolOf(service))).toBe(v2.identityId)
    await tab.createProvider(guestOf(service))
    expect((await tab.credentials()).identityId).toBe(v3.identityId)
    expect(service.stub.requestsOf('GetId')).toHaveLength(2)
  })

  test('gives its credentials to whoever takes those of the other half', async ({ behind, service, openTab }) => {
    const endpoint = behind.hallpass.url
    const tab = await openTab('/v2')
    await makeCredentials(tab.frame, { ...poolOf(service), endpoint })
    const given = await tab.frame.evaluate(async () => {
      const { accessKeyId, sessionToken, expiration } = await window.v2Credentials.toProvider()()
      return { accessKeyId, token: typeof sessionToken, isDate: expiration instanceof Date }
    })
    expect(given).toEqual({ accessKeyId: expect.stringMatching(/^ASIA/), token: 'string', isDate: true })
  })

  test('signs calls, straight to the service', async ({ behind, service, openTab }) => {
    await allowUsers(behind.hallpass, 'cognito-identity:DescribeIdentity')
    const endpoint = behind.hallpass.url
    const tab = await openTab('/v2')
    await makeCredentials(tab.frame, { ...poolOf(service), endpoint, Logins: await service.logins('ann') })
    const { identityId } = await getCredentials(tab.frame)
    const described = await tab.frame.evaluate(
      (IdentityId) =>
        new Promise<object>((resolve) => {
          new window.v2.AWS.CognitoIdentity().describeIdentity({ IdentityId }, function (error, data) {
            resolve(error ? { code: error.code } : { ...data, isDate: data.CreationDate instanceof Date, requestId: this.requestId })
          })
        }),
      identityId,
    )
    expect(described).toMatchObject({ IdentityId: identityId, Logins: [service.provider], isDate: true, requestId: expect.any(String) })
  })

  test('tells code, message, status and id of a refusal', async ({ service, openTab }) => {
    service.stub.next('GetId', refusal('NotAuthorizedException', 'You may not.'))
    const tab = await openTab('/v2')
    await makeCredentials(tab.frame, poolOf(service))
    const told = await tab.frame.evaluate(() =>
      window.v2Credentials.getPromise().then(
        () => null,
        ({ code, message, statusCode, requestId, retryable }) => ({ code, message, statusCode, requestId, retryable }),
      ),
    )
    expect(told).toEqual({
      code: 'NotAuthorizedException',
      message: 'You may not.',
      statusCode: 400,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      retryable: false,
    })
  })

  test('gives up an answer that never comes, and one that nobody wants', async ({ service, openTab }) => {
    service.stub.next('GetId', fault('hang'), fault('hang'))
    const tab = await openTab('/v2')
    await makeCredentials(tab.frame, poolOf(service))
    const codes = await tab.frame.evaluate(async (IdentityPoolId) => {
      const codeOf = ({ code }: { code: string }) => code
      const service = new window.v2.AWS.CognitoIdentity({ maxRetries: 0, httpOptions: { timeout: 50 } })
      const late = await service.getId({ IdentityPoolId }).promise().catch(codeOf)
      const request = new window.v2.AWS.CognitoIdentity().getId({ IdentityPoolId })
      const unwanted = request.promise().catch(codeOf)
      request.abort()
      return [late, await unwanted]
    }, service.identityPoolId)
    expect(codes).toEqual(['TimeoutError', 'RequestAbortedError'])
  })

  test('goes without a store in a frame that has none', async ({ service, openTab }) => {
    const tab = await openTab('/sandbox-v2')
    const frame = tab.page.frames().at(-1)
    if (frame === undefined) throw new Error('No frame.')
    await frame.waitForFunction(() => 'v2' in window)
    expect(await makeCredentials(frame, poolOf(service))).toBeUndefined()
    const { identityId } = await getCredentials(frame)
    expect(await makeCredentials(frame, poolOf(service))).toBe(identityId)
  })
})

describe.skipIf(isMissing)('the v2 half beside the SDK itself', () => {
  test.for([
    ['v2', 'AWS'],
    ['AWS', 'v2'],
  ] as const)('what %s stores, %s finds', async ([writer, reader], { service, openTab }) => {
    const tab = await openTab('/sdk-v2')
    const guest = poolOf(service)
    const user = { ...guest, LoginId: 'ann', Logins: await service.logins('ann') }
    const written: string[] = []
    for (const given of [guest, user]) {
      await makeCredentials(tab.frame, given, writer)
      written.push((await getCredentials(tab.frame)).identityId)
    }
    const kept = await stored(tab.frame)

    await tab.reload()
    const found = [await makeCredentials(tab.frame, guest, reader), await makeCredentials(tab.frame, user, reader)]
    expect(found).toEqual(written)
    expect((await getCredentials(tab.frame)).identityId).toBe(written[1])
    expect(await stored(tab.frame)).toEqual(kept)
    expect(service.stub.requestsOf('GetId')).toHaveLength(2)
  })

  test('sends what the SDK sends, but for what a page cannot see', async ({ service, openTab }) => {
    const tab = await openTab('/sdk-v2')
    for (const half of ['v2', 'AWS'] as const) {
      await makeCredentials(tab.frame, { ...poolOf(service), LoginId: half }, half)
      await getCredentials(tab.frame)
    }
    const [ours, , theirs] = service.stub.requests
    expect(ours?.body).toBe(theirs?.body)
    expect(ours?.headers).toMatchObject({
      'content-type': theirs?.headers['content-type'],
      'x-amz-target': theirs?.headers['x-amz-target'],
    })
    expect(ours?.headers).not.toHaveProperty('cookie')
  })
})

/** Lets users of the pool do this. */
async function allowUsers({ iam }: Hallpass, action: string): Promise<void> {
  await iam.send(new PutRolePolicyCommand({ RoleName: 'User', PolicyName: 'allowed', PolicyDocument: policyOf({ Action: action }) }))
}
