// A program as it is written for the SDK: it compiles before and after its import line is changed.
import AWS from 'aws-sdk'

declare function show(...values: unknown[]): void

AWS.config.region = 'eu-central-1'
AWS.config.update({
  maxRetries: 2,
  httpOptions: { timeout: 5000, connectTimeout: 1000 },
  logger: console,
  cognitoidentity: { endpoint: 'x' },
})
AWS.config.update({ ofOurs: true }, true)
AWS.config.credentials = new AWS.CognitoIdentityCredentials({
  IdentityPoolId: 'eu-central-1:pool',
  Logins: { 'graph.facebook.com': 'token' },
  LoginId: 'ann',
})

const credentials = AWS.config.credentials as AWS.CognitoIdentityCredentials
const params = credentials.params as AWS.CognitoIdentity.GetIdInput
const logins: AWS.CognitoIdentity.LoginsMap = params.Logins ?? {}
logins['accounts.google.com'] = 'another'
credentials.expired = true
credentials.get((error) => {
  if (error) return show(error.code, error.message, error.statusCode, error.retryable, error.time.getTime())
  const id: string = credentials.identityId
  const until: number = credentials.expireTime.getTime()
  const answer = credentials.data as AWS.CognitoIdentity.Types.GetCredentialsForIdentityResponse
  show(id, until, answer.Credentials?.SecretKey, answer.Credentials?.Expiration?.toISOString())
})
credentials.clearCachedId()
const renewed: Promise<void> = credentials.refreshPromise().then(() => credentials.getPromise())

const web = new AWS.WebIdentityCredentials({ RoleArn: 'arn', RoleSessionName: 'web', WebIdentityToken: 'token' }, { region: 'us-east-1' })
web.params.WebIdentityToken = `${web.params.WebIdentityToken} renewed`
web.refresh((error?: AWS.AWSError) => show(error, web.data.Credentials?.Expiration, web.data.AssumedRoleUser?.Arn))

const options: AWS.CognitoIdentityCredentials.CognitoIdentityOptions = { IdentityPoolId: 'eu-central-1:pool' }
const clientConfig: AWS.CognitoIdentityCredentials.ClientConfiguration = { region: 'eu-central-1', maxRetries: 0 }
const both: AWS.Credentials[] = [new AWS.CognitoIdentityCredentials(options, clientConfig), new AWS.EnvironmentCredentials('AWS')]

class Own extends AWS.Credentials {
  readonly source: () => AWS.Credentials

  constructor(source: () => AWS.Credentials) {
    super('', '')
    this.source = source
  }

  override refresh(callback: (error?: AWS.AWSError) => void) {
    const { accessKeyId, secretAccessKey, sessionToken, expireTime } = this.source()
    Object.assign(this, { accessKeyId, secretAccessKey, sessionToken, expireTime })
    callback()
  }
}

const chain = new AWS.CredentialProviderChain([
  () => new AWS.SharedIniFileCredentials({ profile: 'shop' }),
  () => new AWS.TokenFileWebIdentityCredentials({ region: 'eu-central-1' }),
  () => new AWS.EnvironmentCredentials('OWN'),
  () => new Own(() => web),
])
chain.resolve((error, found) => {
  if (error || !found) throw error
  AWS.config.credentials = { accessKeyId: found.accessKeyId, secretAccessKey: found.secretAccessKey }
})
const config = new AWS.Config({
  credentials: new AWS.Credentials('id', 'secret', 'token'),
  region: 'eu-central-1',
  credentialProvider: chain,
})
config.getCredentials((error, found) => show(error, found?.accessKeyId, AWS.Credentials.expiryWindow))

export { both, renewed }
