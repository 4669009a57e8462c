/** How the operator has set up the authorizer. */
export interface AuthorizerSettings {
  /** What its callers prove themselves by; undefined: none is set, and only this machine may call. */
  readonly token: string | undefined
  /** `PREFIX:NAME` with `$method`; undefined: the proxy says it, in `X-Hallpass-Action`. */
  readonly action: string | undefined
  /** An ARN with `$method` and `$path`, or `*`; undefined: the proxy says it, in `X-Hallpass-Resource`. */
  readonly resource: string | undefined
  /** The service that proxied requests must be signed for; undefined: any but those of Hallpass. */
  readonly service: string | undefined
  /** Whom the bearer tokens of proxied requests must be made for; undefined: none is taken. */
  readonly audience: string | undefined
}
