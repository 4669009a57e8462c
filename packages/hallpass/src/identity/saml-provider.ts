import { parseArn } from './arn.ts'

/** A SAML provider that IAM holds: what its metadata says of who may speak for it. The document itself is kept apart, as it may be large. */
export interface SamlProvider {
  /** `arn:aws:iam::ACCOUNT:saml-provider/NAME` */
  readonly arn: string
  readonly accountId: string
  readonly name: string
  /** 22 to 64 characters of `A–Z 0–9`, the same for life. */
  readonly uuid: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly tags: ReadonlyMap<string, string>
  readonly idp: SamlIdp
}

/** The part of the metadata that responses are held against. */
export interface SamlIdp {
  readonly entityId: string
  /** Public keys that may sign, in PEM (SPKI). */
  readonly signingKeys: readonly string[]
  /** Milliseconds since the epoch; undefined where the metadata names no end. */
  readonly validUntil: number | undefined
}

export function samlProviderArn(name: string, accountId: string): string {
  return `arn:aws:iam::${accountId}:saml-provider/${name}`
}

/** Whether this has the form of a SAML provider's ARN, as it is the key of such a login in `Logins`. */
export function isSamlProviderArn(text: string): boolean {
  return parseArn(text)?.resource.startsWith('saml-provider/') ?? false
}
