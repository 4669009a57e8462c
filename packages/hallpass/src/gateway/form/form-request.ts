import { readTagging } from '../../s3/read-document.ts'
import { malformedXml, type S3Fault } from '../../s3/s3-fault.ts'
import type { S3Request } from '../../s3/s3-request.ts'
import { writeTagging } from '../../s3/tagging.ts'

/** The request that an upload by a form comes down to: fields that stand for headers are headers. */
export function formRequest(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  fields: ReadonlyMap<string, string>,
): S3Request | S3Fault {
  const headers = new Map([...fields].filter(([name]) => name.startsWith('x-amz-') || ofHeaders.has(name)))
  for (const name of ofSignature) headers.delete(name)
  const acl = fields.get('acl')
  if (acl !== undefined) headers.set('x-amz-acl', acl)
  const tagging = fields.get('tagging')
  if (tagging !== undefined) {
    const tags = readTagging(Buffer.from(tagging))
    if (tags === undefined) return malformedXml()
    headers.set('x-amz-tagging', writeTagging(tags))
  }
  return {
    method: 'PUT',
    address: { kind: 'object', bucket, key },
    subresource: undefined,
    parameters: new Map(),
    headers,
    copySource: undefined,
  }
}

const ofHeaders = new Set(['cache-control', 'content-type', 'content-disposition', 'content-encoding', 'expires'])
const ofSignature = ['algorithm', 'credential', 'date', 'signature', 'security-token', 'copy-source', 'tagging'].map(
  (name) => `x-amz-${name}`,
)
