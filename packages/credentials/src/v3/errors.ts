/** What a provider throws that has no credentials to give. A chain of providers asks its next one where `tryNextLink` is true. */
export class CredentialsProviderError extends Error {
  override name = 'CredentialsProviderError'
  readonly tryNextLink: boolean

  /** @param options whether a chain may go on (it may unless told), alone or with a `cause` */
  constructor(message: string, options: boolean | { readonly tryNextLink?: boolean | undefined; readonly cause?: unknown } = true) {
    // What is no object is no options of an error.
    super(message, options as ErrorOptions)
    this.tryNextLink = Object(options).tryNextLink ?? options !== false
  }
}
