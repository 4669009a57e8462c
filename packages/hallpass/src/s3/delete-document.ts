import { escapeXml } from '../xml/escape-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { membersOf, memberText, namespace, parseDocument } from './s3-document.ts'
import { malformedXml, type S3Fault } from './s3-fault.ts'

export interface DeletedObject {
  /** As given: not yet held against the rules of keys. */
  readonly key: string
  readonly versionId: string | undefined
}

export interface DeleteDocument {
  readonly kind: 'delete'
  /** Whether the answer names failures only. */
  readonly isQuiet: boolean
  readonly objects: readonly DeletedObject[]
}

/**
 * Reads the body of a multi-object delete: 1 to 1,000 objects.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function parseDeleteDocument(bytes: Uint8Array): DeleteDocument | S3Fault {
  const root = parseDocument(bytes, 'Delete')
  const members = root && membersOf(root, { Quiet: 'once', Object: 'many' })
  const given = members?.get('Object') ?? []
  const quiet = members?.has('Quiet') ? memberText(members, 'Quiet')?.trim().toLowerCase() : 'false'
  const objects = given.map(readObject).filter((object) => object !== undefined)
  const isWhole = objects.length === given.length && objects.length >= 1 && objects.length <= 1000
  if (!isWhole || (quiet !== 'true' && quiet !== 'false')) return malformedXml()
  return { kind: 'delete', isQuiet: quiet === 'true', objects }
}

/** The document by which the store is asked to delete these, and to name each of them. */
export function writeDeleteDocument(objects: readonly DeletedObject[]): string {
  const parts = objects.map(({ key, versionId }) => {
    const version = versionId === undefined ? '' : `<VersionId>${escapeXml(versionId)}</VersionId>`
    return `<Object><Key>${escapeXml(key)}</Key>${version}</Object>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><Delete xmlns="${namespace}">${parts.join('')}</Delete>`
}

function readObject(element: XmlElement): DeletedObject | undefined {
  const members = membersOf(element, { Key: 'once', VersionId: 'once' })
  const key = members && memberText(members, 'Key')
  const versionId = members?.has('VersionId') ? memberText(members, 'VersionId') : undefined
  const isReadable = versionId !== '' && (versionId !== undefined || !members?.has('VersionId'))
  return key === undefined || key === '' || !isReadable ? undefined : { key, versionId }
}
