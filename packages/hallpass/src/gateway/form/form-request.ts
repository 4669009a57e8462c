import { readTagging } from '../../s3/read-document.ts'
import { invalidArgument, malformedXml, type S3Fault } from '../../s3/s3-fault.ts'
import type { S3Request } from '../../s3/s3-request.ts'
import { writeTagging } from '../../s3/tagging.ts'

/** The request that an upload by a form comes down to: fields that stand for headers are headers. */
export function formRequest(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  fields: ReadonlyMap<string, string>,
): S3Request | S3Fault {
  const named = [...fields].filter(([name]) => (name.startsWith('x-amz-') || ofHeaders.has(name)) && !ofSignature.has(name))
  const acl = fields.get('acl')
  const given = acl === undefined ? named : [...named, ['x-amz-acl', acl] as const]
  if (given.some(([name, value]) => !/^[a-z0-9-]+$/.test(name) || /\p{Cc}/u.test(value))) {
    return invalidArgument('A field of the form cannot stand for a header.')
  }
  const headers = new Map(given.map(([name, value]) => [name, headerText(value)]))
  if (headers.size < given.length) return invalidArgument('A field of the form was sent more than once.')
  const tagging = fields.get('tagging')
  if (tagging !== undefined) {
    const tags = readTagging(Buffer.from(tagging))
    if (tags === undefined) return malformedXml()
    headers.set('x-amz-tagging', writeTagging(tags))
  }
  const address = { kind: 'object', bucket, key } as const
  return { method: 'PUT', address, subresource: undefined, parameters: new Map(), headers, copySource: undefined }
}

const ofHeaders = new Set(['cache-control', 'content-type', 'content-disposition', 'content-encoding', 'expires'])
const ofSignature = new Set(
  ['algorithm', 'credential', 'date', 'signature', 'security-token', 'copy-source', 'tagging', 'trailer', 'content-sha256'].map(
    (name) => `x-amz-${name}`,
  ),
)

/** A text as a header carries it: bytes as latin1, without blanks around them. */
function headerText(text: string): string {
  return Buffer.from(text).toString('latin1').trim()
}
