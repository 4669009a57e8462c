import type { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { fault, invalidArgument, type S3Fault } from '../../s3/s3-fault.ts'
import type { GatewayRequest } from '../gateway-request.ts'
import { incompleteBody, PayloadError } from '../payload/payload-error.ts'

export interface UploadForm {
  /** By lower-case name; those before the file, as S3 takes no others. */
  readonly fields: ReadonlyMap<string, string>
  readonly fileName: string
  /** To be read, or else nothing goes on. Fails with a {@link PayloadError} where the form does not end as it should. */
  readonly file: Readable
}

/** Source: Amazon S3 API reference, "POST Object": the fields before the file take at most 20 KB. */
const longestFields = 20_000

/** Reads a form up to its file. A field that comes twice is refused: readers differ in which one counts. */
export function readForm({ headers, body }: Pick<GatewayRequest, 'headers' | 'body'>): Promise<UploadForm | S3Fault> {
  return new Promise((resolve) => {
    const parser = openParser(headers)
    if (parser === undefined) return resolve(malformed())
    const fields = new Map<string, string>()
    let size = 0
    let opened: Readable | undefined
    const fail = (fault: S3Fault) => {
      resolve(fault)
      // The parser would end the file as if it were whole.
      opened?.destroy(new PayloadError(fault))
    }

    // A part may lack its name, whatever the parser's types say.
    parser.on('field', (name: string | undefined, value, _, valueIsCut) => {
      if (opened !== undefined) return
      const field = (name ?? '').toLowerCase()
      size += field.length + value.length
      if (field === '') return fail(malformed())
      if (valueIsCut || size > longestFields) return fail(invalidArgument('The fields of the form are too long.'))
      if (fields.has(field)) return fail(invalidArgument('A field of the form was sent more than once.'))
      fields.set(field, value)
    })
    parser.on('file', (name: string | undefined, file, fileName: string | undefined) => {
      // It is told where the file is read.
      file.on('error', () => undefined)
      if (name?.toLowerCase() !== 'file') return file.resume()
      opened = file
      return resolve({ fields, fileName: fileName ?? '', file })
    })
    parser.on('fieldsLimit', () => opened ?? fail(invalidArgument('The form has too many fields.')))
    parser.on('finish', () => opened ?? fail(invalidArgument('POST requires exactly one file upload per request.')))
    parser.on('error', () => fail(malformed()))
    const cutShort = () => {
      if (!body.readableEnded) fail(incompleteBody().fault)
    }
    if (body.destroyed) cutShort()
    body.once('close', cutShort)
    body.pipe(parser)
  })
}

/** Undefined where the form does not say what stands between its fields. */
function openParser(headers: GatewayRequest['headers']): BusboyInstance | undefined {
  const limits = { headerSize: 4_096, fieldSize: longestFields, fields: 200, files: 1, parts: 201, headerPairs: 50 }
  try {
    return new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits })
  } catch {
    return undefined
  }
}

function malformed(): S3Fault {
  return fault('MalformedPOSTRequest', 400, 'The body of your POST request is not well-formed multipart/form-data.')
}
