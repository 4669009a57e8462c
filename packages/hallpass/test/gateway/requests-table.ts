import type { WireRequest } from './signed-exchange.ts'

/** A request, all that it asks, and what the store is sent. */
export interface TableRow {
  readonly line: string
  readonly request: WireRequest
  /** `s3:GetObject`, and the ARN it is asked on. */
  readonly asked: readonly { readonly action: string; readonly resource: string }[]
  /** `METHOD TARGET`, and the headers besides those of the signature and of lengths. */
  readonly sent: { readonly line: string; readonly headers: Readonly<Record<string, string>> }
  /** The condition keys of S3 that it has besides those that every request has; without `s3:`. */
  readonly keys: Readonly<Record<string, string>>
}

/**
 * `REQUEST => ACTION RESOURCE [+ …] => SENT => KEYS`, where a request is `METHOD TARGET [; HEADER: VALUE]… [{DOCUMENT}]`, keys are
 * `NAME=VALUE [; …]`, and what is sent is `=` where it is the same as what came.
 */
export function readTable(text: string): readonly TableRow[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').map(readRow)
}

function readRow(line: string): TableRow {
  const [given = '', actions = '', sent = '=', keys = ''] = line.split(/\s+=>\s+/)
  const [, head = '', document = ''] = /^(.*?)(?:\s+\{(\w+)\})?$/.exec(given) ?? []
  const asked = actions.split(' + ').map((each) => {
    const [action, ...name] = each.split(' ')
    const resource = name.join(' ')
    return { action: `s3:${action}`, resource: resource === '*' ? '*' : `arn:aws:s3:::${resource}` }
  })
  const received = readHead(head)
  const passed = readHead(sent === '=' ? head : sent)
  return {
    line: given,
    request: { ...received, ...(document !== '' && { body: documents[document] ?? missing(document) }) },
    asked,
    sent: { line: `${passed.method} ${passed.target}`, headers: passed.headers },
    keys: pairs(keys, '='),
  }
}

function readHead(text: string) {
  const [, method = '', target = '', headers = ''] = /^(\S+) (\S+)(?: ; (.*))?$/.exec(text) ?? []
  return { method, target, headers: pairs(headers, ':') }
}

function pairs(text: string, mark: string): Record<string, string> {
  const parts = text === '' ? [] : text.split(' ; ')
  return Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf(mark)).trim(), part.slice(part.indexOf(mark) + 1).trim()]))
}

function missing(name: string): never {
  throw new Error(`There is no document ${name}.`)
}

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
const documents: Readonly<Record<string, string>> = {
  tagging: `<Tagging ${namespace}><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>`,
  retention: `<Retention ${namespace}><Mode>GOVERNANCE</Mode><RetainUntilDate>2099-01-01T00:00:00Z</RetainUntilDate></Retention>`,
  hold: `<LegalHold ${namespace}><Status>ON</Status></LegalHold>`,
  location: `<CreateBucketConfiguration ${namespace}><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>`,
  document: '<Any/>',
}
