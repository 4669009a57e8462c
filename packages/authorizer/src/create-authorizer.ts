import { askHallpass } from './ask-hallpass.ts'
import { confusingPart } from './confusing-part.ts'
import type { Hallpass, Verdict } from './hallpass.ts'
import { createOpenIdVerifier } from './openid-verifier.ts'
import type { AuthorizerOptions, Question, ReceivedRequest } from './options.ts'

/** Tells who is behind requests, and whether they may. */
export interface Authorizer {
  /** @throws UnavailableError where that cannot be told */
  authorize(request: ReceivedRequest, question: Question): Promise<Verdict>
}

/**
 * Asks Hallpass about each request. Nothing is remembered of an answer: policies and sessions may change within a second, and the same
 * signature may come again with another body. Connections are kept.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const verifyOpenIdToken = options.openIdTokens && createOpenIdVerifier(options.openIdTokens, options.timeout)
  return {
    async authorize(request, question) {
      const confusing = confusingPart(request)
      if (confusing !== undefined) return refused(confusing)
      const bearer = bearerToken(request)
      if (bearer?.startsWith(bearerPrefix)) {
        if (options.audience === undefined) return refused('Bearer tokens are not taken here.')
        return askHallpass({ ...question, session: { token: bearer, audience: options.audience } }, 'bearer-token', options)
      }
      if (bearer !== undefined) {
        const hallpass = await verifyOpenIdToken?.(bearer)
        return hallpass === undefined ? refused('The bearer token is not taken here.') : { kind: 'allowed', hallpass }
      }
      const { hasBody, ...described } = request
      const verdict = await askHallpass(
        { ...question, request: described, ...(options.service !== undefined && { service: options.service }) },
        'signature',
        options,
      )
      const isOpen = hasBody && verdict.kind === 'allowed' && isUncovered(verdict.hallpass) && options.allowsUnsignedBodies !== true
      return isOpen ? { kind: 'refused', status: 403, reason: 'The signature does not cover the body.', requestId: undefined } : verdict
    },
  }
}

const bearerPrefix = 'hallpass-v1.'

function isUncovered({ contentSha256 }: Hallpass): boolean {
  return contentSha256 === undefined || contentSha256 === 'UNSIGNED-PAYLOAD'
}

/** Undefined where the request has another kind of authorization, or more than one. */
function bearerToken({ headers }: ReceivedRequest): string | undefined {
  const given = Object.entries(headers).flatMap(([name, value]) => (name.toLowerCase() === 'authorization' ? [value].flat() : []))
  return given.length === 1 ? /^Bearer +(\S+)$/i.exec(given[0] ?? '')?.[1] : undefined
}

function refused(reason: string): Verdict {
  return { kind: 'refused', status: 401, reason, requestId: undefined }
}
