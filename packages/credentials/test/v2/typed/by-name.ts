// A program as it is written for the SDK: it compiles before and after its import line is changed.
import { type AWSError, CognitoIdentity, CognitoIdentityCredentials, Config, Credentials, config, Endpoint, STS } from 'aws-sdk'

config.update({ region: 'eu-central-1' })
config.credentials = new CognitoIdentityCredentials({ IdentityPoolId: 'eu-central-1:pool' })

export class Identities {
  private readonly identity: CognitoIdentity
  private readonly sts: STS = new STS()
  private readonly options: CognitoIdentity.ClientConfiguration

  constructor(options: CognitoIdentity.ClientConfiguration) {
    this.options = options
    this.identity = new CognitoIdentity({ ...options, endpoint: new Endpoint('https://identity.example.com') })
  }

  async token(IdentityId: CognitoIdentity.IdentityId, Logins: CognitoIdentity.Types.LoginsMap): Promise<CognitoIdentity.OIDCToken> {
    const { Token } = await this.identity.getOpenIdToken({ IdentityId, Logins }).promise()
    if (Token === undefined) throw new Error(`no token of ${this.options.region}`)
    return Token
  }

  async assume(request: STS.AssumeRoleWithWebIdentityRequest): Promise<Credentials> {
    const { Credentials: keys }: STS.AssumeRoleWithWebIdentityResponse = await this.sts.assumeRoleWithWebIdentity(request).promise()
    if (keys === undefined) throw new Error('no keys')
    return new Credentials({ accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken })
  }
}

export const isThrottled = (error: AWSError): boolean => error.code === 'TooManyRequestsException' && error.retryable === true
export const separate: Config = new Config({ region: 'us-east-1' })

// Compilers that write declarations have names for all of these.
export const identity = new CognitoIdentity()
export const sts = new STS()
export const guest = new CognitoIdentityCredentials({ IdentityPoolId: 'eu-central-1:pool' })
export const endpoint = identity.endpoint
export const find = (IdentityId: string) => identity.describeIdentity({ IdentityId }).promise()
export const roles = identity.getIdentityPoolRoles({ IdentityPoolId: 'eu-central-1:pool' })
