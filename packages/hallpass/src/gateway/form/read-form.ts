import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import { invalidArgument, type S3Fault } from '../../s3/s3-fault.ts'
import type { GatewayRequest } from '../gateway-request.ts'

export interface UploadForm {
  /** By lower-case name; those before the file, as S3 takes no others. */
  readonly fields: ReadonlyMap<string, string>
  readonly fileName: string
  /** To be read, or else nothing goes on. */
  readonly file: Readable
}

/** Source: Amazon S3 API reference, "POST Object": the fields before the file take at most 20 KB. */
const longestFields = 20_000

/** Reads a form up to its file. A field that comes twice is refused: readers differ in which one counts. */
export function readForm({ headers, body }: GatewayRequest): Promise<UploadForm | S3Fault> {
  return new Promise((resolve, reject) => {
    const limits = { fieldNameSize: 256, fieldSize: longestFields, fields: 200, files: 1, parts: 201, headerPairs: 50 }
    // The caller has looked: it is a form.
    const parser = new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits })
    const fields = new Map<string, string>()
    let size = 0
    const end = (outcome: UploadForm | S3Fault) => resolve(outcome)

    parser.on('field', (name, value, nameIsCut, valueIsCut) => {
      size += name.length + value.length
      if (nameIsCut || valueIsCut || size > longestFields) return end(invalidArgument('The fields of the form are too long.'))
      if (fields.has(name.toLowerCase())) return end(invalidArgument('A field of the form was sent more than once.'))
      fields.set(name.toLowerCase(), value)
    })
    parser.on('file', (name, file, fileName) => {
      // Who has gone meanwhile is told so where the file is read.
      file.on('error', () => undefined)
      if (name.toLowerCase() === 'file') return end({ fields, fileName: fileName ?? '', file })
      file.resume()
    })
    parser.on('fieldsLimit', () => end(invalidArgument('The form has too many fields.')))
    parser.on('finish', () => end(invalidArgument('POST requires exactly one file upload per request.')))
    parser.on('error', () => end(invalidArgument('The form cannot be read.')))
    body.on('error', reject)
    body.on('aborted', () => parser.destroy())
    body.pipe(parser)
  })
}
