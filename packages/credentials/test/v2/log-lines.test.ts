import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Logger } from '../../src/v2/config-types.ts'
import { answeredBy, broken, granted, pool } from './answers.ts'
import { implementations, ours, testOf } from './both.ts'

async function log(AWS: AwsNamespace, logger: Logger, params: object = pool): Promise<void> {
  const { config } = answeredBy(AWS, broken, granted)
  const service = new AWS.CognitoIdentity({ ...config, logger })
  await service
    .makeUnauthenticatedRequest('getId', params)
    .promise()
    .catch(() => {})
}

describe.each(implementations)('A4.13 the log of $name', (implementation) => {
  const test = testOf(implementation)
  const line = /^\[AWS cognitoidentity 200 [\d.e-]+s 1 retries\] getId\(\{ IdentityPoolId: 'eu-central-1:[\d-]+' \}\)$/

  test('gets one line a request, once it is complete', async ({ AWS }) => {
    const logger = { log: vi.fn(), write: vi.fn() }
    await log(AWS, logger)
    expect(logger.log.mock.calls).toEqual([[expect.stringMatching(line)]])
    expect(logger.write).not.toHaveBeenCalled()
  })

  test('is written to where it cannot log', async ({ AWS }) => {
    const write = vi.fn()
    await log(AWS, { write })
    expect(write).toHaveBeenCalledOnce()
    const [text] = write.mock.calls[0] ?? []
    expect(text).toMatch(/\n$/)
    expect(text.trimEnd()).toMatch(line)
  })

  test('has colours on a terminal', async ({ AWS }) => {
    const write = vi.fn()
    await log(AWS, { write, isTTY: true })
    const [yellow, bold, plain] = ['\x1B[33m', '\x1B[0;1m', '\x1B[0m']
    const [text] = write.mock.calls[0] ?? []
    expect(text.startsWith(`${yellow}[AWS cognitoidentity 200 `)).toBe(true)
    expect(text).toContain(` 1 retries]${bold} getId(`)
    expect(text.endsWith(`)${plain}\n`)).toBe(true)
  })

  test('tells of what was never sent', async ({ AWS }) => {
    const logger = { log: vi.fn() }
    await log(AWS, logger, {})
    expect(logger.log.mock.calls).toEqual([
      [expect.stringMatching(/^\[AWS cognitoidentity undefined [\d.e-]+s 0 retries\] getId\(\{\}\)$/)],
    ])
  })

  test('may be an object that does neither', async ({ AWS }) => {
    await expect(log(AWS, {})).resolves.toBeUndefined()
  })
})

describe('A4.13 the log', () => {
  const test = testOf(ours)

  test('never shows the tokens of logins', async ({ AWS }) => {
    const logger = { log: vi.fn() }
    await log(AWS, logger, { ...pool, Logins: { 'graph.facebook.com': 'a-token' } })
    const [text] = logger.log.mock.calls[0] ?? []
    expect(text).toContain('***SensitiveInformation***')
    expect(text).not.toContain('a-token')
  })
})
