import { CredentialFailure, plain } from './credential-failure.ts'
import { isEpoch } from './epoch.ts'
import { limitedFetch } from './limited-fetch.ts'

/** Tokens by provider. */
export type Logins = Readonly<Record<string, string>>

/** Credentials of an identity, as the service gives them. */
export interface IdentityCredentials {
  readonly identityId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Seconds since the epoch. */
  readonly expiration: number
}

/** The two operations of cognito-identity that lead to credentials; both are public. */
export interface IdentityService {
  /** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
  getId(poolId: string, logins: Logins | undefined): Promise<string>
  /** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
  getCredentials(identityId: string, logins: Logins | undefined, customRoleArn: string | undefined): Promise<IdentityCredentials>
}

/** Milliseconds to wait before the second and the third attempt. */
const delays = [200, 1000]

/**
 * The service at this address; both calls throw {@link CredentialFailure}, `refused` or `unreachable`.
 * @param pause waits for milliseconds
 */
export function identityService(endpoint: string, pause: (milliseconds: number) => Promise<void>): IdentityService {
  const call = async (operation: string, input: object, secrets: readonly string[]): Promise<Members> => {
    for (const delay of delays) {
      try {
        return await callOnce(endpoint, operation, input, secrets)
      } catch (error) {
        if (!(error instanceof CredentialFailure) || error.kind !== 'unreachable') throw error
        await pause(delay)
      }
    }
    return callOnce(endpoint, operation, input, secrets)
  }
  return {
    async getId(poolId, logins) {
      const { IdentityId } = await call('GetId', { IdentityPoolId: poolId, Logins: logins }, Object.values(logins ?? {}))
      return text(IdentityId, endpoint)
    },
    async getCredentials(identityId, logins, customRoleArn) {
      const input = { IdentityId: identityId, Logins: logins, CustomRoleArn: customRoleArn }
      const answer = await call('GetCredentialsForIdentity', input, Object.values(logins ?? {}))
      const { AccessKeyId, SecretKey, SessionToken, Expiration } = members(answer['Credentials'])
      if (!isEpoch(Expiration)) throw notUnderstood(endpoint)
      return {
        identityId: answer['IdentityId'] === undefined ? identityId : text(answer['IdentityId'], endpoint),
        accessKeyId: text(AccessKeyId, endpoint),
        secretAccessKey: text(SecretKey, endpoint),
        sessionToken: text(SessionToken, endpoint),
        expiration: Expiration,
      }
    },
  }
}

type Members = Readonly<Record<string, unknown>>

/** Source: AWS JSON 1.1 protocol, https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. */
async function callOnce(endpoint: string, operation: string, input: object, secrets: readonly string[]): Promise<Members> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` }
  // Whether an endpoint without encryption is wanted was asked when the options were read.
  const answer = await limitedFetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input), isInsecureAllowed: true })
  const found = parse(await answer.text())
  if (answer.ok && found !== undefined) return found
  const { __type = '', message, Message = message } = found ?? {}
  const type = typeof __type === 'string' ? __type.replace(/^.*#|:.*$/g, '') : ''
  if (type === '' && answer.status < 500 && answer.status !== 429) throw notUnderstood(endpoint)
  if (answer.status >= 500 || answer.status === 429 || isTransient.test(type)) {
    throw new CredentialFailure('unreachable', `${endpoint} gave no usable answer (${plain(type) || `HTTP status ${answer.status}`}).`)
  }
  const said = secrets.reduce((told, secret) => told.replaceAll(secret, '***'), typeof Message === 'string' ? Message : '')
  throw new CredentialFailure('refused', `${operation} was refused with ${plain(type)}: ${plain(said)}`, { code: type })
}

const isTransient = /Throttl|^TooManyRequests|^InternalError|^ExternalService/

function parse(body: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? members(value) : undefined
  } catch {
    return undefined
  }
}

function members(value: unknown): Members {
  // Whatever an object holds is asked for by name, and each member is held against its type.
  return Object(value) as Members
}

/** As it goes into headers, and may go to a terminal. */
function text(value: unknown, endpoint: string): string {
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) throw notUnderstood(endpoint)
  return value
}

function notUnderstood(endpoint: string): CredentialFailure {
  return new CredentialFailure('refused', `${endpoint} answered, but not as an identity pool's service does: check --endpoint.`)
}
