import type { XmlElement } from '../xml/xml-element.ts'
import type { DocumentFacts } from './document-facts.ts'
import { membersOf, memberText, parseDocument } from './s3-document.ts'
import { malformedXml, type S3Fault } from './s3-fault.ts'
import type { S3Request } from './s3-request.ts'

/** Whether the body of this request says something that is decided by. */
export function hasDocument({ method, address, subresource }: S3Request): boolean {
  if (method !== 'PUT') return false
  if (address.kind === 'bucket') return subresource === undefined
  return address.kind === 'object' && ['tagging', 'retention', 'legal-hold'].includes(subresource ?? '')
}

/** Reads such a body. One that says anything that is not known here is refused. */
export function readDocument({ address, subresource }: S3Request, bytes: Uint8Array): DocumentFacts | S3Fault {
  // A bucket may be made without saying anything.
  if (address.kind === 'bucket') return bytes.length === 0 ? {} : (readConfiguration(bytes) ?? malformedXml())
  const reader = subresource === 'tagging' ? readTags : subresource === 'retention' ? readRetention : readLegalHold
  return reader(bytes) ?? malformedXml()
}

function readConfiguration(bytes: Uint8Array): DocumentFacts | undefined {
  const root = parseDocument(bytes, 'CreateBucketConfiguration')
  const members = root && membersOf(root, { LocationConstraint: 'once' })
  if (members === undefined) return undefined
  if (!members.has('LocationConstraint')) return {}
  const locationConstraint = memberText(members, 'LocationConstraint')
  return locationConstraint === undefined ? undefined : { locationConstraint }
}

function readTags(bytes: Uint8Array): DocumentFacts | undefined {
  const tags = readTagging(bytes)
  return tags && { tags }
}

/** The tags of a document `Tagging`; undefined where it is none, or names a tag twice. */
export function readTagging(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  const root = parseDocument(bytes, 'Tagging')
  const members = root && membersOf(root, { TagSet: 'once' })
  const set = members?.get('TagSet')?.[0]
  const given = (set && membersOf(set, { Tag: 'many' })?.get('Tag')) ?? (set && isBlank(set) ? [] : undefined)
  if (given === undefined) return undefined
  const tags = new Map<string, string>()
  for (const tag of given) {
    const parts = membersOf(tag, { Key: 'once', Value: 'once' })
    const name = parts && memberText(parts, 'Key')
    const value = parts && memberText(parts, 'Value')
    if (name === undefined || value === undefined || tags.has(name)) return undefined
    tags.set(name, value)
  }
  return tags
}

function isBlank({ content }: XmlElement): boolean {
  return content.every((part) => typeof part === 'string' && part.trim() === '')
}

function readRetention(bytes: Uint8Array): DocumentFacts | undefined {
  const root = parseDocument(bytes, 'Retention')
  const members = root && membersOf(root, { Mode: 'once', RetainUntilDate: 'once' })
  if (members === undefined) return undefined
  const [lockMode, retainUntil] = [memberText(members, 'Mode'), memberText(members, 'RetainUntilDate')]
  return { ...(lockMode !== undefined && { lockMode }), ...(retainUntil !== undefined && { retainUntil }) }
}

function readLegalHold(bytes: Uint8Array): DocumentFacts | undefined {
  const root = parseDocument(bytes, 'LegalHold')
  const members = root && membersOf(root, { Status: 'once' })
  const legalHold = members && memberText(members, 'Status')
  return legalHold === undefined ? undefined : { legalHold }
}
