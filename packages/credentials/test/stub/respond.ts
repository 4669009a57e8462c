import { randomBytes, randomUUID } from 'node:crypto'
import type { Identities, Tokens } from './identities.ts'
import type { Answer, Refusal } from './reactions.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { Refused } from './refused.ts'
import { readToken, stubToken } from './tokens.ts'

/** What the answers are made from. */
export interface Model {
  readonly identities: Identities
  /** Milliseconds since the epoch. */
  now(): number
  /** Of credentials, in seconds. */
  lifetime(): number
}

export const stsOperations: ReadonlySet<string> = new Set(['AssumeRoleWithWebIdentity'])

/** What a service says to the public operations and to `AssumeRoleWithWebIdentity`; to all others `{}`. */
export function respond(request: RecordedRequest, model: Model): Answer {
  try {
    return stsOperations.has(request.operation) ? xml(200, assumeRole(request, model)) : json(200, output(request, model))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refuse(request, { type: error.type, message: error.message, status: 400, where: 'body', headers: {} })
  }
}

/** An error in the form of the request's wire. */
export function refuse({ operation }: RecordedRequest, { type, message, status, where, headers }: Refusal): Answer {
  if (stsOperations.has(operation)) {
    const error = `<Error><Type>Sender</Type><Code>${type}</Code><Message>${escaped(message)}</Message></Error>`
    return xml(status, `<ErrorResponse>${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`, headers)
  }
  const name = where === 'namespace' ? `com.amazonaws.cognito.identity.model#${type}` : type
  if (where === 'header') return json(status, { message }, { 'x-amzn-errortype': `${type}:http://internal.amazon.com/`, ...headers })
  return json(status, { __type: name, message }, headers)
}

function output({ operation, input }: RecordedRequest, model: Model): object {
  const { IdentityPoolId, IdentityId, Logins, LoginsToRemove } = input
  // The test's own client wrote them: a map of texts, or nothing.
  const tokens = (Logins ?? {}) as Tokens
  switch (operation) {
    case 'GetId':
      return { IdentityId: model.identities.getId(String(IdentityPoolId), tokens) }
    case 'GetCredentialsForIdentity': {
      const identityId = model.identities.authenticate(String(IdentityId), tokens)
      const { AccessKeyId, SecretAccessKey: SecretKey, SessionToken, Expiration } = credentials(model)
      return { IdentityId: identityId, Credentials: { AccessKeyId, SecretKey, SessionToken, Expiration: Expiration / 1000 } }
    }
    case 'GetOpenIdToken': {
      const identityId = model.identities.authenticate(String(IdentityId), tokens)
      const exp = Math.floor(model.now() / 1000) + 600
      return { IdentityId: identityId, Token: stubToken(identityId, { iss: 'https://cognito-identity.amazonaws.com', exp }) }
    }
    case 'UnlinkIdentity':
      // As above: a list of texts.
      model.identities.unlink(String(IdentityId), tokens, LoginsToRemove as readonly string[])
      return {}
    default:
      return {}
  }
}

function assumeRole({ input }: RecordedRequest, model: Model): string {
  const { sub, exp = Number.POSITIVE_INFINITY } = readToken(String(input['WebIdentityToken']))
  const now = Math.floor(model.now() / 1000)
  if (now >= exp)
    throw new Refused('ExpiredTokenException', `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`)
  const name = `${String(input['RoleArn']).split('/').at(-1)}/${input['RoleSessionName']}`
  const lifetime = Number(input['DurationSeconds'] ?? model.lifetime())
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials(model, lifetime)
  const members = Object.entries({ AccessKeyId, SecretAccessKey, SessionToken, Expiration: new Date(Expiration).toISOString() })
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>${escaped(sub)}</SubjectFromWebIdentityToken>
    <Audience>app</Audience>
    <AssumedRoleUser>
      <Arn>${escaped(`arn:aws:sts::${String(input['RoleArn']).split(':')[4]}:assumed-role/${name}`)}</Arn>
      <AssumedRoleId>${escaped(`AROASTUB:${input['RoleSessionName']}`)}</AssumedRoleId>
    </AssumedRoleUser>
    <Credentials>${members.map(([key, value]) => `<${key}>${escaped(value)}</${key}>`).join('')}</Credentials>
    <Provider>stub</Provider>
  </AssumeRoleWithWebIdentityResult>
  <ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>`
}

/** New at each call. `Expiration` in milliseconds, on a whole second. */
function credentials(model: Model, lifetime = model.lifetime()) {
  return {
    AccessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    SecretAccessKey: randomBytes(20).toString('hex'),
    SessionToken: `${randomBytes(30).toString('base64')}==`,
    Expiration: Math.floor(model.now() / 1000 + lifetime) * 1000,
  }
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', ...headers }, body: JSON.stringify(body) }
}

function xml(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
