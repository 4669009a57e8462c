import type { ServiceError } from '../operation/service-error.ts'
import { escapeXml } from '../xml/escape-xml.ts'
import type { QueryApi } from './query-api.ts'

/**
 * The body of a success. Of `output`, arrays become `member` lists, maps `entry` lists, dates ISO 8601 in whole seconds, and what is
 * undefined is left out; an operation without output has no result element.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function successXml(api: QueryApi, action: string, output: unknown, requestId: string): string {
  const result = output === undefined ? '' : element(`${action}Result`, output)
  const metadata = element('ResponseMetadata', { RequestId: requestId })
  return `<${action}Response xmlns="${api.namespace}">${result}${metadata}</${action}Response>`
}

/** The body of a refusal. */
export function errorXml(api: QueryApi, error: Pick<ServiceError, 'type' | 'message' | 'status'>, requestId: string): string {
  const type = error.status < 500 ? 'Sender' : 'Receiver'
  const body = element('Error', { Type: type, Code: error.type, Message: error.message })
  return `<ErrorResponse xmlns="${api.namespace}">${body}${element('RequestId', requestId)}</ErrorResponse>`
}

function element(name: string, value: unknown): string {
  const content = write(value)
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`
}

function write(value: unknown): string {
  if (typeof value === 'string') return escapeXml(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString().replace(/\.[0-9]+Z$/, 'Z')
  if (Array.isArray(value)) return value.map((member) => element('member', member)).join('')
  if (value instanceof Map) return [...value].map(([key, held]) => element('entry', { key, value: held })).join('')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => (member === undefined ? '' : element(name, member)))
      .join('')
  }
  throw new TypeError(`The query wire has no form for ${typeof value}.`)
}
