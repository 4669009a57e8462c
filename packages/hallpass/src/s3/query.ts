import { decodeOnce } from './percent-coding.ts'
import { invalidArgument, invalidUri, type S3Fault } from './s3-fault.ts'

export interface Query {
  readonly kind: 'query'
  /** Decoded, in the order given; without those of the signature and those that stand for headers. */
  readonly parameters: ReadonlyMap<string, string>
  /** Parameters `x-amz-*`, which count as headers: signers move headers there. By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
}

/**
 * The parameters of a query as it was sent. A name that is given twice is refused: readers differ in which one counts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function parseQuery(query: string): Query | S3Fault {
  const parameters = new Map<string, string>()
  const headers = new Map<string, string>()
  for (const part of query.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decodeOnce(equals < 0 ? part : part.slice(0, equals))
    const value = decodeOnce(equals < 0 ? '' : part.slice(equals + 1))
    if (name === undefined || value === undefined) return invalidUri()
    const isHeader = /^x-amz-/i.test(name)
    const [held, key] = isHeader ? [headers, name.toLowerCase()] : [parameters, name]
    if (held.has(key)) return invalidArgument(`The parameter ${shown(name)} was given more than once.`)
    held.set(key, isHeader ? headerText(value) : value)
  }
  parameters.delete('x-id')
  for (const name of ofSignature) headers.delete(name)
  return { kind: 'query', parameters, headers }
}

/** The form is checked where signatures are; nothing of it is sent on. */
const ofSignature = ['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'signature', 'security-token'].map(
  (name) => `x-amz-${name}`,
)

/** A value as a header carries it: bytes as latin1, without blanks around them, which a reader would take off again. */
function headerText(value: string): string {
  return Buffer.from(value)
    .toString('latin1')
    .replace(/^ +| +$/g, '')
}

function shown(name: string): string {
  return name.slice(0, 64)
}
