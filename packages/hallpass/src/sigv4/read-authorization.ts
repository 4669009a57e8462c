import type { Authorization } from './authorization.ts'
import { clockFault } from './clock-fault.ts'
import { queryParameters } from './query-parameters.ts'
import { readSignatureParts } from './read-signature-parts.ts'
import { receivedHeaders } from './received-headers.ts'
import { basicDate, parseRequestDate } from './request-date.ts'
import { scopeFault } from './scope-fault.ts'
import { sessionTokens } from './session-tokens.ts'
import type { SignatureRefusal } from './signature-refusal.ts'
import { signatureWindow } from './signature-window.ts'
import { signedHeadersFault } from './signed-headers-fault.ts'
import type { SignedRequest } from './signed-request.ts'

export type { Authorization } from './authorization.ts'
export type { SignatureRefusal } from './signature-refusal.ts'

/** What a service asks of the signatures that it takes. */
export interface SignatureRules {
  /** The service's name in the credential scope: `sts`, `iam`, `cognito-identity`. */
  readonly service: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** How far the signer's clock may be from ours. */
  readonly toleranceMinutes: 5 | 15
}

/**
 * Reads who says to have signed a request, in its header or in its query, and refuses what no secret can make good. The signature itself is
 * `verifySignature`'s.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function readAuthorization(request: SignedRequest, rules: SignatureRules): Authorization | SignatureRefusal {
  const headers = receivedHeaders(request)
  const query = queryParameters(request.query)
  const parts = readSignatureParts(request.path, headers, query)
  if (parts.kind !== 'parts') return parts
  if (parts.algorithm !== 'AWS4-HMAC-SHA256') return incomplete(`Unsupported AWS 'algorithm': '${parts.algorithm}'`)

  const signedHeaders = parts.signedHeaders.split(';')
  const headersFault = signedHeadersFault(headers, signedHeaders)
  if (headersFault !== undefined) return headersFault

  const signedAt = parseRequestDate(parts.date)
  if (signedAt === undefined) return incomplete(unreadableDate(parts.date))
  const [accessKeyId = '', day = '', region = '', service = '', terminator, ...rest] = parts.credential.split('/')
  if (terminator === undefined || rest.length > 0) return incomplete(malformedCredential(parts.credential))
  const window = signatureWindow(parts, rules.toleranceMinutes)
  if ('kind' in window) return window

  const [date, scope] = [basicDate(signedAt), { date: day, region, service }]
  const untimely = clockFault(signedAt, rules.now, window) ?? scopeFault(scope, terminator, rules.service, date)
  if (untimely !== undefined) return untimely
  const sessionToken = sessionTokens(headers, query)[0]
  return { kind: 'signed', accessKeyId, sessionToken, scope, signedHeaders, signature: parts.signature, date }
}

function unreadableDate(date: string): string {
  return `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`
}

function malformedCredential(credential: string): string {
  return `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`
}

function incomplete(message: string): SignatureRefusal {
  return { kind: 'incomplete-signature', message }
}
