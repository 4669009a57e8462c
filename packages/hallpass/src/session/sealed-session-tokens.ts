import type { Keys } from '../keys/keys.ts'
import { makeAccessKeyId } from './access-key-id.ts'
import { parseSessionContent, serializeSessionContent } from './session-content.ts'
import type { OpenedSession, SessionTokens } from './session-tokens.ts'

export interface SessionTokenPorts {
  readonly keys: Pick<Keys, 'seal' | 'unseal'>
  /** Twelve digits: the account of the access key ids. */
  readonly accountId: string
  readonly random: (bytes: number) => Uint8Array
}

/** Characters of a session token at most, so that its header passes proxies that take 8 KiB of headers. */
const maxLength = 4096
const purpose = 'session token'

/** Session tokens that hold all of their session, sealed, in standard base64. */
export function createSessionTokens({ keys, accountId, random }: SessionTokenPorts): SessionTokens {
  return {
    issue(session) {
      const accessKeyId = makeAccessKeyId('ASIA', accountId, random)
      const secretAccessKey = Buffer.from(random(30)).toString('base64')
      const sealed = keys.seal(serializeSessionContent({ session, accessKeyId, secretAccessKey }), purpose)
      const sessionToken = Buffer.from(sealed).toString('base64')
      if (sessionToken.length > maxLength) return undefined
      return { accessKeyId, secretAccessKey, sessionToken, expiresAt: session.expiresAt }
    },

    async open(sessionToken): Promise<OpenedSession | undefined> {
      if (sessionToken.length > maxLength) return undefined
      const sealed = Buffer.from(sessionToken, 'base64')
      // Buffer skips what it does not know: one token has one spelling.
      if (sealed.toString('base64') !== sessionToken) return undefined
      const content = await keys.unseal(sealed, purpose)
      return content === undefined ? undefined : parseSessionContent(content)
    },
  }
}
