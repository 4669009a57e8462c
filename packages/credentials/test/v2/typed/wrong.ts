// What the SDK's declarations refuse is refused after the import line is changed, too.
import AWS from 'aws-sdk'

declare function show(...values: unknown[]): void

const identity = new AWS.CognitoIdentity()

// @ts-expect-error: the pool is missing.
identity.getId({})
// @ts-expect-error: a text is expected.
identity.getId({ IdentityPoolId: 1 })
// @ts-expect-error: no such member.
identity.getId({ IdentityPoolId: 'x', Nope: 1 })
// @ts-expect-error: no such operation.
identity.getNothing()
// @ts-expect-error: an answer has no such member.
identity.getId({ IdentityPoolId: 'x' }, (_, data) => show(data.Token))
// @ts-expect-error: dates are no texts.
identity.describeIdentity({ IdentityId: 'x' }, (_, data) => data.CreationDate?.trim())
// @ts-expect-error: logins are a map of texts.
new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'x', Logins: ['token'] })
// @ts-expect-error: a number is expected.
new AWS.CognitoIdentity({ maxRetries: 'many' })
// @ts-expect-error: no such option.
new AWS.CognitoIdentity({ regoin: 'eu-central-1' })
// @ts-expect-error: one of two words.
AWS.config.update({ stsRegionalEndpoints: 'local' })
// @ts-expect-error: a response has no such member.
identity.getId({ IdentityPoolId: 'x' }).on('success', (response) => response.nope)
// @ts-expect-error: the session's name is missing.
new AWS.STS().assumeRoleWithWebIdentity({ RoleArn: 'arn', WebIdentityToken: 'token' })
// @ts-expect-error: a promise of another shape.
export const token: Promise<string> = identity.getOpenIdToken({ IdentityId: 'x' }).promise()
// @ts-expect-error: no such shape.
export type Nope = AWS.CognitoIdentity.NoSuchInput
