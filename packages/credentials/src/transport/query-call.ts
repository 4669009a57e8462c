import type { CallContext } from './call-context.ts'
import type { ClientConfig } from './client-config.ts'
import { exchange, type Members } from './exchange.ts'
import { xmlLeaves } from './xml-leaves.ts'

export interface QueryCall {
  readonly action: string
  /** Texts, numbers, and lists of structures. Members that are undefined are not sent. */
  readonly input: object
  readonly secrets: readonly string[]
}

/**
 * Calls an operation of STS by the query protocol.
 * @returns the texts of the answer, by the name of their element
 * @throws as {@link exchange}
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function callQuery({ action, input, secrets }: QueryCall, config: ClientConfig, context: CallContext): Promise<Members> {
  return exchange(
    {
      service: 'sts',
      operation: action,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: formOf({ Action: action, Version: '2011-06-15', ...input }).join('&'),
      secrets,
      parse: xmlLeaves,
    },
    config,
    context,
  )
}

function formOf(values: object, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return value.flatMap((member: object, index) => formOf(member, `${prefix}${name}.member.${index + 1}.`))
    return value == null ? [] : `${prefix}${name}=${encodeURIComponent(String(value))}`
  })
}
