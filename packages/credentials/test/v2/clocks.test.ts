import { describe, expect } from 'vitest'
import { refusal } from '../stub/reactions.ts'
import { implementations, testOf } from './both.ts'
import { answerTo, cognitoAt, identityPoolId, recordEvents, region } from './cognito-service.ts'

const pool = { IdentityPoolId: identityPoolId }

describe.each(implementations)('A4.10 clocks of $name', (implementation) => {
  const test = testOf(implementation)
  const hour = 3_600_000
  const withinMinute = (offset: number, expected: number) => expect(Math.abs(offset - expected)).toBeLessThan(60_000)

  test('are not corrected unless told so', async ({ AWS, stub }) => {
    stub.settings.skew = hour
    stub.next('ListIdentityPools', refusal('RequestExpired', 'expired'))
    const service = cognitoAt(stub, AWS, { maxRetries: 0 })
    await answerTo(service.listIdentityPools({ MaxResults: 1 }))
    expect(service.config.systemClockOffset).toBe(0)
  })

  test.for([
    'RequestTimeTooSkewed',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'AuthFailure',
    'RequestInTheFuture',
  ])('are corrected at %s with correctClockSkew, and the call is signed anew', async (code, { AWS, stub }) => {
    stub.settings.skew = hour
    stub.next('ListIdentityPools', refusal(code, 'no'))
    const service = cognitoAt(stub, AWS, { correctClockSkew: true })
    const { error } = await answerTo(service.listIdentityPools({ MaxResults: 1 }))
    expect(error).toBeNull()
    withinMinute(service.config.systemClockOffset, hour)
    const [first, second] = stub.requests.map(({ headers }) => dateOf(headers['x-amz-date']))
    withinMinute(Number(second) - Number(first), hour)
  })

  test('at these codes, without correctClockSkew, nothing is repeated', async ({ AWS, stub }) => {
    stub.next('ListIdentityPools', refusal('RequestTimeTooSkewed', 'no'))
    const { error } = await answerTo(cognitoAt(stub, AWS).listIdentityPools({ MaxResults: 1 }))
    expect(error).toMatchObject({ code: 'RequestTimeTooSkewed', retryable: false })
    expect(stub.requests).toHaveLength(1)
  })

  test('that differ by less than five minutes are left alone', async ({ AWS, stub }) => {
    stub.settings.skew = 290_000
    const service = cognitoAt(stub, AWS, { correctClockSkew: true })
    await answerTo(service.getId(pool))
    expect(service.config.systemClockOffset).toBe(0)
  })

  test('with a systemClockOffset of the service, sign at that time', async ({ AWS, stub }) => {
    await answerTo(cognitoAt(stub, AWS, { systemClockOffset: hour }).listIdentityPools({ MaxResults: 1 }))
    withinMinute(Number(dateOf(stub.requests[0]?.headers['x-amz-date'])) - Date.now(), hour)
  })

  test('with a global systemClockOffset, too', async ({ AWS, stub }) => {
    AWS.config.systemClockOffset = -hour
    await answerTo(cognitoAt(stub, AWS).listIdentityPools({ MaxResults: 1 }))
    withinMinute(Number(dateOf(stub.requests[0]?.headers['x-amz-date'])) - Date.now(), -hour)
  })

  test.for([
    ['older than ten minutes is redone', 601_000, 2],
    ['younger is sent', 590_000, 1],
  ] as const)('a signature that is %s', async ([, age, signatures], { AWS, stub }) => {
    const service = cognitoAt(stub, AWS)
    const request = service.listIdentityPools({ MaxResults: 1 })
    const told = recordEvents(request)
    request.on('sign', () => {
      if (told.filter((event) => event === 'sign').length === 1) request.signedAt = new Date(Date.now() - age)
    })
    const { error } = await answerTo(request)
    expect(error).toBeNull()
    expect(told.filter((event) => event === 'sign')).toHaveLength(signatures)
  })

  test('tell the time of signatures: service.getSkewCorrectedDate, isClockSkewed, applyClockOffset', ({ AWS }) => {
    const service = new AWS.CognitoIdentity({ region, systemClockOffset: hour })
    withinMinute(service.getSkewCorrectedDate().getTime() - Date.now(), hour)
    expect(service.isClockSkewed(Date.now())).toBe(true)
    expect(service.isClockSkewed(Date.now() + hour)).toBe(false)
    service.applyClockOffset(Date.now() - hour)
    withinMinute(service.config.systemClockOffset, -hour)
    expect(AWS.config.systemClockOffset).toBe(0)
  })
})

/** `20240101T000000Z` */
function dateOf(text = ''): Date {
  return new Date(text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'))
}
