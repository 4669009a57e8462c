import type { FromWebTokenInit } from './fromWebToken.ts'

export interface FromTokenFileInit extends Partial<Omit<FromWebTokenInit, 'webIdentityToken'>> {
  /** The file that holds the token; `AWS_WEB_IDENTITY_TOKEN_FILE` unless told. */
  readonly webIdentityTokenFile?: string | undefined
}
