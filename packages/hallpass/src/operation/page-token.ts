/**
 * Opaque, tamper-proof positions in a list. `scope` binds a token to the operation, the account and the list that it was made for.
 */
export interface PageTokens {
  seal(position: string, scope: readonly string[]): string
  /** The position; undefined when the token was not made here for this scope. */
  open(token: string, scope: readonly string[]): Promise<string | undefined>
}
