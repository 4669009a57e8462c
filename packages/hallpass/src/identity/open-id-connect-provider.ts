/** An OpenID Connect provider that IAM holds. Its client ids are the audiences that its tokens may have. */
export interface OpenIdConnectProvider {
  /** `arn:aws:iam::ACCOUNT:oidc-provider/NAME` */
  readonly arn: string
  readonly accountId: string
  /** As it was created, scheme included, host in lower case. */
  readonly url: string
  /** In the order in which they were added. */
  readonly clientIds: readonly string[]
  readonly thumbprints: readonly string[]
  readonly tags: ReadonlyMap<string, string>
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** @param name the issuer without its scheme, port included */
export function openIdConnectProviderArn(name: string, accountId: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${name}`
}
