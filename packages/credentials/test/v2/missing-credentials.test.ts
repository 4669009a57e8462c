import { describe, expect } from 'vitest'
import { answeredBy, pool } from './answers.ts'
import { ours, testOf } from './both.ts'
import { region } from './cognito-service.ts'

const test = testOf(ours)
const identity = { IdentityId: 'eu-central-1:1' }

describe('CP-V2-4 a signed request without credentials', () => {
  test('says which configuration its credentials object lacked', async ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ ...pool })
    AWS.config.update({ region: undefined })
    const service = new AWS.CognitoIdentity({ region, credentials })
    await expect(service.describeIdentity(identity).promise()).rejects.toMatchObject({
      code: 'CredentialsError',
      message: 'Missing credentials in config, if using AWS_CONFIG_FILE, set AWS_SDK_LOAD_CONFIG=1',
      originalError: { code: 'ConfigError', message: 'Missing region in config' },
    })
  })
})

describe('CP-V2-8 signatureVersion', () => {
  test.for(['v2', 'v3'])('%s is refused where a request is signed, and nowhere else', async (signatureVersion, { AWS }) => {
    const { config, requests } = answeredBy(AWS)
    const service = new AWS.CognitoIdentity({ ...config, signatureVersion })
    await expect(service.describeIdentity(identity).promise()).rejects.toMatchObject({ code: 'ConfigError' })
    expect(requests).toEqual([])
    await expect(service.getId(pool).promise()).resolves.toEqual({ IdentityId: 'eu-central-1:1' })
  })
})
