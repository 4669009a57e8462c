import type { AuthenticationPorts } from '../../authentication/authenticate.ts'
import { findS3Holder } from '../../authentication/authenticate-s3.ts'
import { type PostPolicy, parsePostPolicy, postPolicyFault } from '../../s3/post-policy.ts'
import { accessDenied, fault, invalidArgument, type S3Fault } from '../../s3/s3-fault.ts'
import { scopeFault } from '../../s3/s3-scope-fault.ts'
import type { Caller } from '../../session/caller.ts'
import { isSameText } from '../../sigv4/is-same-text.ts'
import { basicDate, parseRequestDate } from '../../sigv4/request-date.ts'
import { signText } from '../../sigv4/signature.ts'

export interface FormAuthentication {
  readonly kind: 'caller'
  readonly caller: Caller
  readonly policy: PostPolicy
  /** Milliseconds since the epoch. */
  readonly signedAt: number
}

/**
 * Who signed the policy of a form, once the form meets it.
 * @param fields by lower-case name, `bucket` and the final `key` among them
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export async function authenticateForm(
  fields: ReadonlyMap<string, string>,
  ports: AuthenticationPorts,
): Promise<FormAuthentication | S3Fault> {
  const [encoded, signature] = [fields.get('policy'), fields.get('x-amz-signature')]
  if (encoded === undefined && signature === undefined) return accessDenied()
  const missing = required.find((name) => (fields.get(name) ?? '') === '')
  if (missing !== undefined)
    return invalidArgument(
      `Bucket POST must contain a field named '${missing}'.  If it is specified, please check the order of the fields.`,
    )
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    return fault('InvalidRequest', 400, 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.')
  }
  const signedAt = parseRequestDate(fields.get('x-amz-date') ?? '')
  if (signedAt === undefined) return accessDenied('AWS authentication requires a valid Date or x-amz-date header')
  const [accessKeyId = '', date = '', region = '', service = '', terminator, ...rest] = (fields.get('x-amz-credential') ?? '').split('/')
  const scope = { date, region, service }
  const wrong = terminator === undefined || rest.length > 0 ? malformedCredential : scopeFault(scope, terminator, basicDate(signedAt))
  if (wrong !== undefined) return fault('AuthorizationQueryParametersError', 400, `Error parsing the X-Amz-Credential parameter; ${wrong}`)

  const credentials = { accessKeyId, sessionToken: fields.get('x-amz-security-token'), scope }
  const holder = await findS3Holder(credentials, ports, (key) => isSameText(signText(encoded ?? '', key), signature ?? ''))
  if (holder.kind === 'fault') return holder
  const policy = parsePostPolicy(encoded ?? '')
  if (policy.kind === 'fault') return policy
  return postPolicyFault(policy, fields, ports.now()) ?? { kind: 'caller', caller: holder.caller, policy, signedAt }
}

const required = ['key', 'policy', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature']
const malformedCredential = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
