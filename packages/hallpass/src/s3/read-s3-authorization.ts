import { readHeaderForm } from '../sigv4/header-form.ts'
import { headerValue, type ReceivedHeaders, receivedHeaders } from '../sigv4/received-headers.ts'
import { basicDate, parseRequestDate } from '../sigv4/request-date.ts'
import type { SignatureParts } from '../sigv4/signature-parts.ts'
import type { Anonymous, S3Authorization } from './s3-authorization.ts'
import { rawParameters } from './s3-canonical-request.ts'
import { accessDenied, fault, invalidArgument, type S3Fault, signatureDoesNotMatch } from './s3-fault.ts'
import { scopeFault } from './s3-scope-fault.ts'
import type { SignedHead } from './signed-head.ts'

/** How far the signer's clock may be off, milliseconds. */
const tolerance = 15 * 60_000

/**
 * Reads who says to have signed a request to S3, in its header or its query, and refuses what no secret can make good.
 * @param now milliseconds since the epoch
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function readS3Authorization(head: SignedHead, now: number): S3Authorization | Anonymous | S3Fault {
  const headers = receivedHeaders(head)
  const parameters = rawParameters(head.query)
  const form = readForm(headers, parameters)
  if (form.kind !== 'parts') return form
  const { parts, authType } = form
  if (parts.algorithm !== 'AWS4-HMAC-SHA256') return unsupported()

  const signedAt = parseRequestDate(parts.date)
  if (signedAt === undefined) return undated()
  const [accessKeyId = '', day = '', region = '', service = '', terminator, ...rest] = parts.credential.split('/')
  if (terminator === undefined || rest.length > 0) return malformed(authType, malformedCredential)
  const scope = { date: day, region, service }
  const wrongScope = scopeFault(scope, terminator, basicDate(signedAt))
  if (wrongScope !== undefined) return malformed(authType, wrongScope)
  const untimely = timeFault(parts, signedAt, now)
  if (untimely !== undefined) return untimely

  const signedHeaders = parts.signedHeaders.split(';')
  const unsigned = signedHeadersFault(headers, signedHeaders)
  if (unsigned !== undefined) return unsigned
  const tokens = [...(headers.get('x-amz-security-token') ?? []), ...valuesOf(parameters, 'X-Amz-Security-Token')]
  if (tokens.length > 1) return signatureDoesNotMatch()
  const contentSha256 = contentHash(headers, parameters, authType)
  if (contentSha256 === undefined) {
    return fault('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256')
  }
  const date = basicDate(signedAt)
  const { signature } = parts
  return { kind: 'signed', accessKeyId, sessionToken: tokens[0], scope, signedHeaders, signature, date, authType, signedAt, contentSha256 }
}

type Parameters = ReturnType<typeof rawParameters>
type AuthType = S3Authorization['authType']
type Form = { readonly kind: 'parts'; readonly parts: SignatureParts; readonly authType: AuthType }

function readForm(headers: ReceivedHeaders, parameters: Parameters): Form | Anonymous | S3Fault {
  const isPresigned = valuesOf(parameters, 'X-Amz-Algorithm').length > 0
  const given = headers.get('authorization') ?? []
  if (isPresigned && given.length > 0) return invalidArgument(twoForms)
  if (isPresigned) return readQueryForm(parameters)
  // Version 2 of signatures in a query: some tools still presign with it by default.
  if (given.length === 0 && valuesOf(parameters, 'AWSAccessKeyId').length > 0) return unsupported()
  const [authorization, ...others] = given
  if (authorization === undefined || !authorization.startsWith('AWS4')) return { kind: 'anonymous' }
  if (others.length > 0 || isTwice(headers, 'x-amz-date')) return signatureDoesNotMatch()
  if (headerValue(headers, 'x-amz-date') === undefined && headerValue(headers, 'date') === undefined) return undated()
  const parts = readHeaderForm(headers, authorization)
  return parts.kind === 'parts' ? { kind: 'parts', parts, authType: 'REST-HEADER' } : malformed('REST-HEADER', parts.message)
}

const twoForms =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified'

function readQueryForm(parameters: Parameters): Form | S3Fault {
  const [algorithm, credential, signature, date, signedHeaders, expires] = required.map((name) => valuesOf(parameters, name)[0] ?? '')
  if (!(algorithm && credential && signature && date && signedHeaders && expires)) return queryFault(missingParameters)
  if (required.some((name) => valuesOf(parameters, name).length > 1)) return signatureDoesNotMatch()
  const refused = expiresFault(expires)
  if (refused !== undefined) return queryFault(refused)
  const parts = { kind: 'parts', algorithm, credential, signature, date, signedHeaders, presigned: { expires } } as const
  return { kind: 'parts', parts, authType: 'REST-QUERY-STRING' }
}

const required = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires']
const missingParameters = `Query-string authentication version 4 requires the ${required.slice(0, -1).join(', ')}, and X-Amz-Expires parameters.`

function expiresFault(expires: string): string | undefined {
  if (!/^-?\d+$/.test(expires)) return 'X-Amz-Expires should be a number'
  if (Number(expires) < 1) return 'X-Amz-Expires must be non-negative'
  if (Number(expires) <= 604_800) return undefined
  return 'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds'
}

function valuesOf(parameters: Parameters, wanted: string): readonly string[] {
  return parameters.filter(([name]) => name === wanted).map(([, value]) => value)
}

function isTwice(headers: ReceivedHeaders, name: string): boolean {
  return (headers.get(name)?.length ?? 0) > 1
}

function timeFault({ presigned }: SignatureParts, signedAt: number, now: number): S3Fault | undefined {
  if (presigned !== undefined && now > signedAt + Number(presigned.expires) * 1000) return accessDenied('Request has expired')
  const isTooOld = presigned === undefined && now - signedAt > tolerance
  if (!isTooOld && signedAt - now <= tolerance) return undefined
  return fault('RequestTimeTooSkewed', 403, 'The difference between the request time and the current time is too large.')
}

/** The host and every `x-amz-*` header are signed, in order, and nothing is that is not there. */
function signedHeadersFault(headers: ReceivedHeaders, signedHeaders: readonly string[]): S3Fault | undefined {
  const signed = new Set(signedHeaders)
  const isMissed = [...headers.keys()].some((name) => name.startsWith('x-amz-') && !signed.has(name))
  if (isMissed) return accessDenied('There were headers present in the request which were not signed')
  const isInOrder = signedHeaders.every((name, at) => {
    const before = signedHeaders[at - 1]
    return name === name.toLowerCase() && (before === undefined || before < name) && headers.has(name)
  })
  return isInOrder && signed.has('host') && !isTwice(headers, 'host') ? undefined : signatureDoesNotMatch()
}

function contentHash(headers: ReceivedHeaders, parameters: Parameters, authType: AuthType): string | undefined {
  // Like every header that stands in a query, it is read in whatever case its name has.
  const inQuery = parameters.filter(([name]) => name.toLowerCase() === 'x-amz-content-sha256').map(([, value]) => value)
  const stated = [...(headers.get('x-amz-content-sha256') ?? []), ...inQuery]
  return stated[0] ?? (authType === 'REST-QUERY-STRING' ? 'UNSIGNED-PAYLOAD' : undefined)
}

const malformedCredential = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'

function malformed(authType: AuthType, reason: string): S3Fault {
  if (authType === 'REST-QUERY-STRING') return queryFault(`Error parsing the X-Amz-Credential parameter; ${reason}`)
  return fault('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${reason}`)
}

function queryFault(message: string): S3Fault {
  return fault('AuthorizationQueryParametersError', 400, message)
}

function undated(): S3Fault {
  return accessDenied('AWS authentication requires a valid Date or x-amz-date header')
}

function unsupported(): S3Fault {
  const message = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.'
  return fault('InvalidRequest', 400, message)
}
