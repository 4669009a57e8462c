import type { Authorization } from './authorization.ts'
import { canonicalPath } from './canonical-path.ts'
import { clockFault } from './clock-fault.ts'
import { readHeaderForm } from './header-form.ts'
import { queryParameters } from './query-parameters.ts'
import { type ReceivedHeaders, receivedHeaders } from './received-headers.ts'
import { basicDate, parseRequestDate } from './request-date.ts'
import { scopeFault } from './scope-fault.ts'
import { type SignatureRefusal, signatureMismatch } from './signature-refusal.ts'
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
 * Reads who says to have signed a request, and refuses what no secret can make good. The signature itself is `verifySignature`'s.
 * Requests signed in their query (presigned) are not taken yet.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function readAuthorization(request: SignedRequest, rules: SignatureRules): Authorization | SignatureRefusal {
  const headers = receivedHeaders(request)
  const header = headers.get('authorization')?.find((value) => value.startsWith('AWS4'))
  if (header === undefined) return { kind: 'missing-authentication-token', message: 'Request is missing Authentication Token' }
  const fault = queryFault(request.query, headers) ?? pathFault(request.path) ?? (isAmbiguous(headers) ? signatureMismatch() : undefined)
  if (fault !== undefined) return fault

  const parts = readHeaderForm(headers, header)
  if (parts.kind !== 'parts') return parts
  if (parts.algorithm !== 'AWS4-HMAC-SHA256') return incomplete(`Unsupported AWS 'algorithm': '${parts.algorithm}'`)

  const signedHeaders = parts.signedHeaders.split(';')
  const headersFault = signedHeadersFault(headers, signedHeaders)
  if (headersFault !== undefined) return headersFault

  const signedAt = parseRequestDate(parts.date)
  if (signedAt === undefined) return incomplete(unreadableDate(parts.date))
  const [accessKeyId = '', day = '', region = '', service = '', terminator, ...rest] = parts.credential.split('/')
  if (terminator === undefined || rest.length > 0) return incomplete(malformedCredential(parts.credential))

  const [date, scope] = [basicDate(signedAt), { date: day, region, service }]
  const untimely = clockFault(signedAt, rules.now, rules.toleranceMinutes) ?? scopeFault(scope, terminator, rules.service, date)
  if (untimely !== undefined) return untimely
  return { kind: 'signed', accessKeyId, sessionToken: parts.sessionToken, scope, signedHeaders, signature: parts.signature, date }
}

function queryFault(text: string, headers: ReceivedHeaders): SignatureRefusal | undefined {
  const query = queryParameters(text)
  if (query.kind !== 'parameters') return query
  const names = query.parameters.map(([name]) => name)
  if (names.includes('X-Amz-Algorithm')) {
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    return { kind: 'two-forms', message }
  }
  const hasTwoTokens = names.includes('X-Amz-Security-Token') && headers.has('x-amz-security-token')
  return hasTwoTokens ? signatureMismatch() : undefined
}

function pathFault(text: string): SignatureRefusal | undefined {
  const path = canonicalPath(text)
  return path.kind === 'path' ? undefined : path
}

/** Sent twice, these mean one thing to one reader and another to the next, whatever was signed. */
function isAmbiguous(headers: ReceivedHeaders): boolean {
  const single = ['host', 'x-amz-date', 'x-amz-target', 'x-amz-security-token', 'authorization']
  return single.some((name) => (headers.get(name)?.length ?? 0) > 1)
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
