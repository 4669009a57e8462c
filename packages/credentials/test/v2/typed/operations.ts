// A program as it is written for the SDK: it compiles before and after its import line is changed.
import * as AWS from 'aws-sdk'

declare function show(...values: unknown[]): void

const identity: AWS.CognitoIdentity = new AWS.CognitoIdentity({
  apiVersion: '2014-06-30',
  params: { IdentityPoolId: 'eu-central-1:pool' },
  paramValidation: { min: true, max: true, pattern: true, enum: true },
  retryDelayOptions: { base: 50, customBackoff: (count: number, error?: Error) => (error === undefined ? -1 : count * 10) },
  endpoint: new AWS.Endpoint('https://identity.example.com'),
  correctClockSkew: true,
})

const input: AWS.CognitoIdentity.GetIdInput = { IdentityPoolId: 'eu-central-1:pool', Logins: { 'login.example.com': 'token' } }
identity.getId(input, (error: AWS.AWSError, data: AWS.CognitoIdentity.GetIdResponse) => {
  if (error) show(error, error.stack)
  else show(data.IdentityId)
})
identity.getId(input, (error, data) => show(error?.code, data.IdentityId))
identity.getId((error, data) => show(error.requestId, data.IdentityId))

export async function credentialsOf(
  IdentityId: AWS.CognitoIdentity.IdentityId,
): Promise<AWS.CognitoIdentity.Types.Credentials | undefined> {
  const answer = await identity.getCredentialsForIdentity({ IdentityId }).promise()
  show(answer.$response.httpResponse.statusCode, answer.$response.requestId, answer.$response.retryCount)
  return answer.Credentials
}

const request: AWS.Request<AWS.CognitoIdentity.GetIdResponse, AWS.AWSError> = identity.getId(input)
request
  .on('validate', (request) => show(request.startTime))
  .on('build', (request) => {
    const type: string = request.httpRequest.headers['Content-Type'] ?? ''
    request.httpRequest.headers['X-Type'] = type
  })
  .on('httpHeaders', (status, headers, response, message) => show(status + 1, headers['date'], response.retryCount, message))
  .on('httpData', (chunk) => show(chunk.length))
  .on('success', (response) => show(response.data?.IdentityId, response.hasNextPage()))
  .on('error', (error, response) => show(error.code, response.httpResponse.body.toString()))
  .on('complete', (response: AWS.Response<AWS.CognitoIdentity.GetIdResponse, AWS.AWSError>) => {
    if (response.error) show(response.error.message)
    else if (response.data) show(response.data.IdentityId)
  })
request.send((error, data) => show(error, data.IdentityId))
request.abort()

identity.listIdentityPools({ MaxResults: 10 }).eachPage((error, data, done) => {
  for (const pool of data?.IdentityPools ?? []) show(error, pool.IdentityPoolName)
  if (done) done()
  return true
})

const mapping: AWS.CognitoIdentity.RoleMapping = { Type: process.argv[2] ?? 'Rules', AmbiguousRoleResolution: 'Deny' }
const pool: AWS.CognitoIdentity.CreateIdentityPoolInput = { IdentityPoolName: 'shop', AllowUnauthenticatedIdentities: true }
const made: Promise<AWS.CognitoIdentity.IdentityPool> = identity.createIdentityPool(pool).promise()
const roles: AWS.Request<object, AWS.AWSError> = identity.setIdentityPoolRoles({
  IdentityPoolId: 'eu-central-1:pool',
  Roles: { authenticated: 'arn' },
  RoleMappings: { 'login.example.com': mapping },
})
identity.describeIdentity({ IdentityId: 'x' }, (_, { CreationDate, Logins }) => show(CreationDate?.getTime(), Logins?.join()))

const any: AWS.Request<unknown, AWS.AWSError> = identity.makeRequest('getId', input, (error, data) => show(error, data.IdentityId))
identity.makeUnauthenticatedRequest('getId', input).promise()
identity.waitFor('poolExists', { IdentityPoolId: 'x' }, (error: AWS.AWSError) => show(error.code))
identity.setupRequestListeners = (request) => void request.on('sign', () => show('signed'))
new AWS.Request<AWS.CognitoIdentity.GetIdResponse, AWS.AWSError>(identity, 'getId', input).send()
show(identity.endpoint.hostname, identity.config.region, identity.config.maxRetries)

const sts = new AWS.STS({ region: 'eu-central-1', stsRegionalEndpoints: 'regional' })
const assume: AWS.STS.AssumeRoleWithWebIdentityRequest = { RoleArn: 'arn', RoleSessionName: 'web', WebIdentityToken: 'token', Policy: '{}' }
const assumed: Promise<AWS.STS.Types.AssumeRoleWithWebIdentityResponse> = sts.assumeRoleWithWebIdentity(assume).promise()

const service: AWS.Service = identity
const services: AWS.Service[] = [service, sts]

export { any, assumed, made, roles, services }
