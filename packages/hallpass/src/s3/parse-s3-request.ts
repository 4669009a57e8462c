import { type AddressRules, parseAddress } from './address.ts'
import { parseCopySource } from './copy-source.ts'
import { isOffered } from './offered-methods.ts'
import { parseQuery } from './query.ts'
import { fault, invalidArgument, invalidUri, methodNotAllowed, notImplemented, type S3Fault } from './s3-fault.ts'
import type { S3Request } from './s3-request.ts'
import { selectSubresource } from './subresource.ts'
import { parseTagging } from './tagging.ts'

/** The head of a request as it came over the wire; texts are bytes as latin1. */
export interface ReceivedHead {
  readonly method: string
  /** The request target: origin form, or absolute form. */
  readonly target: string
  /** In the order received, duplicates and upper case kept. */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** Reads what a request asks S3 for; what does not have exactly one meaning is refused. */
export function parseS3Request(head: ReceivedHead, rules: AddressRules): S3Request | S3Fault {
  const sent = readHeaders(head.headers)
  if ('kind' in sent) return sent
  const host = sent.get('host') ?? ''
  const target = originForm(head.target, host)
  if (target === undefined) return invalidUri()
  const question = target.indexOf('?')
  const address = parseAddress(question < 0 ? target : target.slice(0, question), host, rules)
  if (address.kind === 'fault') return address
  const query = parseQuery(question < 0 ? '' : target.slice(question + 1))
  if (query.kind === 'fault') return query
  const headers = joined(sent, query.headers)
  if ('kind' in headers) return headers

  const selected = selectSubresource(head.method, address, query.parameters)
  if (selected.kind === 'fault') return selected
  const { subresource, parameters } = selected
  if (subresource === 'renameObject') return notImplemented()
  const { method } = head
  if (!isOffered(method, address, subresource)) return methodNotAllowed()

  if (parseTagging(headers.get('x-amz-tagging') ?? '') === undefined) return invalidArgument(unreadableTagging)
  const source = method === 'PUT' && address.kind === 'object' && copies(subresource) ? headers.get('x-amz-copy-source') : undefined
  const copySource = source === undefined ? undefined : parseCopySource(source)
  if (copySource !== undefined && 'kind' in copySource) return copySource
  return { method, address, subresource, parameters, headers, copySource }
}

const unreadableTagging =
  "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."

function copies(subresource: string | undefined): boolean {
  return subresource === undefined || subresource === 'uploadId'
}

/** The target without the scheme and authority of its absolute form, which must name the host. */
function originForm(target: string, host: string): string | undefined {
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  const path = authority === undefined ? target : rest?.startsWith('/') ? rest : `/${rest}`
  const namesHost = authority === undefined || authority.toLowerCase() === host.toLowerCase()
  return namesHost && path.startsWith('/') && !path.includes('#') ? path : undefined
}

/** By lower-case name. What is judged must not come twice; ordinary headers are joined, as HTTP has it. */
function readHeaders(given: ReceivedHead['headers']): ReadonlyMap<string, string> | S3Fault {
  const headers = new Map<string, string>()
  for (const [rawName, rawValue] of given) {
    const name = rawName.toLowerCase()
    const value = rawValue.replace(/^[ \t]+|[ \t]+$/g, '')
    const before = headers.get(name)
    if (before !== undefined && name === 'x-amz-copy-source') return invalidArgument(twiceCopied)
    if (before !== undefined && isSingle(name)) return fault('InvalidRequest', 400, `The header ${name} was sent more than once.`)
    headers.set(name, before === undefined ? value : `${before},${value}`)
  }
  return headers
}

const twiceCopied = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey'

function isSingle(name: string): boolean {
  const isAmazon = name.startsWith('x-amz-') && !name.startsWith('x-amz-meta-') && name !== 'x-amz-object-attributes'
  return isAmazon || ['host', 'content-type', 'content-md5', 'range', 'if-match', 'if-none-match'].includes(name)
}

function joined(sent: ReadonlyMap<string, string>, ofQuery: ReadonlyMap<string, string>): ReadonlyMap<string, string> | S3Fault {
  const both = [...ofQuery.keys()].find((name) => sent.has(name))
  if (both !== undefined) return invalidArgument(`${both} was sent both as a header and as a query parameter.`)
  const headers = new Map([...sent, ...ofQuery])
  for (const name of ofSignature) headers.delete(name)
  return headers
}

const ofSignature = ['authorization', 'x-amz-date', 'x-amz-security-token']
