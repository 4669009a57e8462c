/** How the user proves who they are: none for a guest. */
export type LoginSource =
  | { readonly kind: 'guest' }
  | { readonly kind: 'file'; readonly provider: string; readonly file: string }
  | { readonly kind: 'command'; readonly provider: string; readonly command: string }
  | { readonly kind: 'variable'; readonly provider: string; readonly variable: string }
  | { readonly kind: 'session'; readonly provider: string; readonly client: OpenIdClient }

/** An application that is registered at an OpenID Connect provider. */
export interface OpenIdClient {
  /** As it was given: issuers are compared character for character. */
  readonly issuer: string
  readonly clientId: string
  /** Parted by spaces; unless told, `openid`, and `offline_access` where the provider offers it. */
  readonly scopes: string | undefined
  /** Absolute path of a file that holds the client's secret; none for public clients. */
  readonly clientSecretFile: string | undefined
}

/** Which credentials are wanted. */
export interface CredentialOptions {
  /** Address of the service. */
  readonly endpoint: string
  readonly poolId: string
  readonly customRoleArn: string | undefined
  readonly login: LoginSource
  /** Whether credentials and the guest's identity are kept. The session of a login is, in any case. */
  readonly usesCache: boolean
  /** How long before their end credentials are renewed, milliseconds. */
  readonly renewalMargin: number
}
