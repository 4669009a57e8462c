import type { Keys } from '../keys/keys.ts'

/**
 * Opaque, tamper-proof positions in a list. `scope` binds a token to the operation, the account and the list that it was made for.
 */
export interface PageTokens {
  seal(position: string, scope: readonly string[]): string
  /** The position; undefined when the token was not made here for this scope. */
  open(token: string, scope: readonly string[]): Promise<string | undefined>
}

/** Page tokens that hold their position, sealed, in base64url. They are accepted for as long as their key is: 48 hours at least. */
export function createPageTokens(keys: Pick<Keys, 'seal' | 'unseal'>): PageTokens {
  return {
    // UTF-16 keeps any text, lone surrogates too.
    seal: (position, scope) => Buffer.from(keys.seal(Buffer.from(position, 'utf16le'), purpose(scope))).toString('base64url'),
    async open(token, scope) {
      const sealed = Buffer.from(token, 'base64url')
      // Buffer skips what it does not know: one token has one spelling.
      if (sealed.toString('base64url') !== token) return undefined
      const position = await keys.unseal(sealed, purpose(scope))
      return position === undefined ? undefined : Buffer.from(position).toString('utf16le')
    },
  }
}

/** JSON, so that no two scopes read the same. */
function purpose(scope: readonly string[]): string {
  return `page token ${JSON.stringify(scope)}`
}
