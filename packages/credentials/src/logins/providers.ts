// The names under which logins are handed over. They go to the service as they are.

export interface UserPool {
  /** `REGION_NAME`, such as `eu-central-1_Abc123`. */
  readonly userPoolId: string
  /** Unless told, the one that the user pool's id names. */
  readonly region?: string | undefined
}

/** The name of a user pool of Amazon Cognito, whose ID tokens are the login tokens. */
export function cognitoUserPool({ userPoolId, region = String(userPoolId).replace(/_.*/, '') }: UserPool): string {
  return `cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${userPoolId}`
}

/**
 * The name of an OpenID Connect provider: its issuer without the scheme.
 * @param issuer as in the `iss` of its ID tokens, which are the login tokens
 */
export function oidc(issuer: string): string {
  return issuer.replace(/^https?:\/\//i, '')
}

/** Google; the login token is an ID token. */
export function google(): string {
  return 'accounts.google.com'
}

/** Sign in with Apple; the login token is an ID token. */
export function apple(): string {
  return 'appleid.apple.com'
}

/** Facebook; the login token is an access token. */
export function facebook(): string {
  return 'graph.facebook.com'
}

/** Login with Amazon; the login token is an access token. */
export function amazon(): string {
  return 'www.amazon.com'
}

/**
 * A SAML provider; the login token is the response, in base64.
 * @param arn `arn:aws:iam::ACCOUNT:saml-provider/NAME`
 */
export function saml(arn: string): string {
  return arn
}

/** A developer provider: logins that your own back end vouches for. */
export function developer(name: string): string {
  return name
}
