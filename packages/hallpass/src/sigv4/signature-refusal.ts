/** Why a request is not taken as signed, in AWS's words; what it is called depends on the wire. */
export interface SignatureRefusal {
  readonly kind: SignatureRefusalKind
  readonly message: string
}

export type SignatureRefusalKind =
  /** `MissingAuthenticationToken` */
  | 'missing-authentication-token'
  /** Signed in the header and in the query: `InvalidSignatureException` in JSON, `IncompleteSignature` in the query protocol. */
  | 'two-forms'
  /** `IncompleteSignature` */
  | 'incomplete-signature'
  /** `InvalidSignatureException` in JSON, `SignatureDoesNotMatch` in the query protocol. */
  | 'invalid-signature'
  /** `InvalidURIPath` */
  | 'invalid-uri-path'
  /** `MalformedQueryString` */
  | 'malformed-query-string'

/** The refusal of a signature that is not the one calculated, and of all that could only lead to one. */
export function signatureMismatch(): SignatureRefusal {
  return {
    kind: 'invalid-signature',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  }
}
