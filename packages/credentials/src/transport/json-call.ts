import type { CallContext } from './call-context.ts'
import type { ClientConfig } from './client-config.ts'
import { exchange, type Signer } from './exchange.ts'

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
  const { operation, input, repeatable = true, sign } = call
  // What is asked of the members below holds for any value.
  const { Logins = {} } = input as { readonly Logins?: Readonly<Record<string, unknown>> | undefined }
  return exchange<O>(
    {
      service: 'cognito-identity',
      operation,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
      body: JSON.stringify(input),
      isRepeatable: repeatable,
      sign,
      secrets: Object.values(Logins).map(String),
      // An operation without a result may answer with nothing at all. Else the service's members are believed.
      result: (text) => parse(text || '{}') as O | undefined,
      refusal(text) {
        const { __type, message, Message } = parse(text) ?? {}
        return { name: textIn(__type)?.replace(/.*#/, ''), message: textIn(message) || textIn(Message) }
      },
    },
    config,
    context,
  )
}

/** The object that a text is; undefined for any other text. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // Checked on the left.
    return typeof value === 'object' && !Array.isArray(value) ? ((value ?? undefined) as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
