import type { CallContext } from './call-context.ts'
import type { ClientConfig } from './client-config.ts'
import { exchange, type Members, type Signer, type WireCall } from './exchange.ts'

export interface JsonCall {
  readonly operation: string
  readonly input: object
  /** Whether a second time does no harm where the first one may have been done; true unless told. */
  readonly repeatable?: boolean | undefined
  readonly sign?: Signer | undefined
}

/**
 * Calls an operation of cognito-identity by the JSON protocol. The answer is what was parsed: dates are seconds.
 * @throws as {@link exchange}
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function callJson<O extends object>(call: JsonCall, config: ClientConfig, context: CallContext): Promise<O> {
  const { operation, input } = call
  const { Logins = {} } = input as { readonly Logins?: Readonly<Record<string, string>> | undefined }
  const wireCall: WireCall = {
    ...call,
    service: 'cognito-identity',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
    body: JSON.stringify(input),
    secrets: Object.values(Logins),
    parse,
  }
  // The service's members are believed; one that is missing is its user's concern.
  return exchange(wireCall, config, context) as Promise<O>
}

/** An operation without a result may answer with nothing at all. */
function parse(body: string): Members | false {
  try {
    const text = body.trim() || '{}'
    return text.startsWith('{') && JSON.parse(text)
  } catch {
    return false
  }
}
