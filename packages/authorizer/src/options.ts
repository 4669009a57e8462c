/** Where Hallpass is, and what a service takes. */
export interface AuthorizerOptions {
  /** Hallpass's address: `http://127.0.0.1:4255`. */
  readonly endpoint: string
  /** `HALLPASS_AUTHORIZER_TOKEN`, where one is set. */
  readonly token?: string
  /** The service that requests must be signed for; any but those of Hallpass unless given. */
  readonly service?: string
  /** Whom bearer tokens (`hallpass-v1.…`) must be made for; none are taken unless given. */
  readonly audience?: string
  /** Takes OpenID tokens of Hallpass, verified here with its published keys; none are taken unless given. */
  readonly openIdTokens?: OpenIdTokenOptions
  /** How long Hallpass may take to answer, milliseconds; 3,000 unless given. */
  readonly timeout?: number
  /** Whether requests may have a body that their signature does not cover; false unless given. */
  readonly allowsUnsignedBodies?: boolean
}

export interface OpenIdTokenOptions {
  /** Hallpass's public URL, the `iss` of its tokens. */
  readonly issuer: string
  /** The identity pools whose tokens are taken. */
  readonly pools: readonly string[]
}

/** What a service asks of a request. */
export interface Question {
  /** `PREFIX:NAME` */
  readonly action: string
  /** An ARN, or `*`. */
  readonly resource: string
  /** Condition keys that the service knows: `aws:SourceIp`, keys of its own. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>
}

/** A request as it came over the wire; texts are bytes as latin1, as Node and fetch give them. */
export interface ReceivedRequest {
  readonly method: string
  /** The target as it was sent, or an absolute address. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** Whether it has a body. */
  readonly hasBody: boolean
  /** Hex, where the body is there already. */
  readonly bodySha256?: string
}
