// The part of the package's interface that is used here; it has no types of its own.
declare module 'saml' {
  export interface AssertionOptions {
    readonly key: Buffer
    readonly cert: Buffer
    readonly uid?: string
    readonly issuer: string
    readonly recipient: string
    readonly audiences: string | readonly string[]
    readonly lifetimeInSeconds: number
    readonly nameIdentifier: string
    readonly nameIdentifierFormat?: string
    readonly attributes: Readonly<Record<string, string | readonly string[]>>
  }
  export const Saml20: {
    create(options: AssertionOptions): string
    createUnsignedAssertion(options: AssertionOptions): string
  }
}
