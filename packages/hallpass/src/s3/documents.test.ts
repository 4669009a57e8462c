import { describe, expect, test } from 'vitest'
import { parseDeleteDocument, writeDeleteDocument } from './delete-document.ts'
import { parseDeleteResult, refusedDelete, writeDeleteResult } from './delete-result.ts'
import { errorDocument } from './error-document.ts'
import { hasDocument, readDocument } from './read-document.ts'
import { accessDenied } from './s3-fault.ts'
import type { S3Request } from './s3-request.ts'

const xmlns = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
const bytes = (text: string) => new TextEncoder().encode(text)
const malformed = expect.objectContaining({ kind: 'fault', code: 'MalformedXML', status: 400 })

function put(kind: 'bucket' | 'object', subresource?: string): S3Request {
  const address = kind === 'bucket' ? { kind, bucket: 'photos' } : { kind, bucket: 'photos', key: 'a' }
  return { method: 'PUT', address, subresource, parameters: new Map(), headers: new Map(), copySource: undefined }
}

describe('S3 §5 the document of a multi-object delete', () => {
  test.each([`<Delete ${xmlns}>`, '<Delete>', '<?xml version="1.0" encoding="UTF-8"?>\n<Delete>'])('%s begins one', (start) => {
    const document = `${start}<Quiet>true</Quiet> <Object><Key>a</Key><VersionId>v</VersionId></Object><Object><Key>b/ü</Key></Object></Delete>`
    expect(parseDeleteDocument(bytes(document))).toEqual({
      kind: 'delete',
      isQuiet: true,
      objects: [
        { key: 'a', versionId: 'v' },
        { key: 'b/ü', versionId: undefined },
      ],
    })
  })

  test('the whole text of a key counts, without comments, CDATA included', () => {
    const document = '<Delete><Object><Key>a<!-- x -->b<![CDATA[<c>]]>&amp;d</Key></Object></Delete>'
    expect(parseDeleteDocument(bytes(document))).toMatchObject({ objects: [{ key: 'ab<c>&d' }] })
  })

  test.each([
    ['a document type', '<!DOCTYPE Delete><Delete><Object><Key>a</Key></Object></Delete>'],
    ['a processing instruction', '<Delete><?x y?><Object><Key>a</Key></Object></Delete>'],
    ['an unknown element', '<Delete><Object><Key>a</Key><ETag>e</ETag></Object></Delete>'],
    ['an element of another namespace', '<Delete xmlns="urn:x"><Object><Key>a</Key></Object></Delete>'],
    ['an attribute', '<Delete><Object id="1"><Key>a</Key></Object></Delete>'],
    ['two keys', '<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>'],
    ['an element in a key', '<Delete><Object><Key>a<b/></Key></Object></Delete>'],
    ['an empty key', '<Delete><Object><Key></Key></Object></Delete>'],
    ['an empty version', '<Delete><Object><Key>a</Key><VersionId/></Object></Delete>'],
    ['no object', '<Delete></Delete>'],
    ['stray text', '<Delete>x<Object><Key>a</Key></Object></Delete>'],
    ['two words of quiet', '<Delete><Quiet>true</Quiet><Quiet>false</Quiet><Object><Key>a</Key></Object></Delete>'],
    ['another word of quiet', '<Delete><Quiet>maybe</Quiet><Object><Key>a</Key></Object></Delete>'],
    ['another root', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['bytes that are no UTF-8', new Uint8Array([0x3c, 0xff])],
    ['nothing', ''],
    ['1,001 objects', `<Delete>${'<Object><Key>a</Key></Object>'.repeat(1001)}</Delete>`],
  ])('%s is malformed', (_, document) => {
    expect(parseDeleteDocument(typeof document === 'string' ? bytes(document) : document)).toEqual(malformed)
  })

  test('1,000 objects with keys that need escapes are read', () => {
    const key = '&amp;'.repeat(200)
    const read = parseDeleteDocument(bytes(`<Delete>${`<Object><Key>${key}</Key></Object>`.repeat(1000)}</Delete>`))
    expect(read).toMatchObject({ objects: { length: 1000 } })
  })

  test('what is written is read again, and names every outcome', () => {
    const objects = [
      { key: 'a<&>"\u2028 ', versionId: 'v+/=' },
      { key: ' ü', versionId: undefined },
    ]
    expect(parseDeleteDocument(bytes(writeDeleteDocument(objects)))).toEqual({ kind: 'delete', isQuiet: false, objects })
  })
})

describe('S3 §5 the answer to a multi-object delete', () => {
  const store = `<DeleteResult ${xmlns}><Deleted><Key>a</Key><DeleteMarker>true</DeleteMarker></Deleted><Error><Key>b</Key><Code>X</Code></Error></DeleteResult>`
  const outcomes = [...(parseDeleteResult(bytes(store)) ?? []), refusedDelete({ key: 'c', versionId: 'v' }, accessDenied())]

  test('has what the store says, and what was refused', () => {
    expect(writeDeleteResult(outcomes, false)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><DeleteResult ${xmlns}><Deleted><Key>a</Key><DeleteMarker>true</DeleteMarker></Deleted><Error><Key>b</Key><Code>X</Code></Error><Error><Key>c</Key><VersionId>v</VersionId><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>`,
    )
  })

  test('names failures only where that was asked', () => {
    expect(writeDeleteResult(outcomes, true)).not.toContain('<Deleted>')
    expect(writeDeleteResult(outcomes, true)).toContain('<Key>c</Key>')
  })

  test('of a store that says something else cannot be read', () => {
    expect(parseDeleteResult(bytes('<html/>'))).toBeUndefined()
  })
})

describe('S3 §7 bodies that are decided by', () => {
  test('are those of tags, retention, legal holds and new buckets', () => {
    const kinds = ['tagging', 'retention', 'legal-hold', 'acl', undefined].map((name) => hasDocument(put('object', name)))
    expect(kinds).toEqual([true, true, true, false, false])
    expect([hasDocument(put('bucket')), hasDocument(put('bucket', 'tagging'))]).toEqual([true, false])
  })

  test('tags are read', () => {
    const document = `<Tagging ${xmlns}><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Value/><Key>b</Key></Tag></TagSet></Tagging>`
    expect(readDocument(put('object', 'tagging'), bytes(document))).toEqual({
      tags: new Map([
        ['a', '1'],
        ['b', ''],
      ]),
    })
    expect(readDocument(put('object', 'tagging'), bytes('<Tagging><TagSet/></Tagging>'))).toEqual({ tags: new Map() })
  })

  test.each([
    '<Tagging/>',
    '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>',
    '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>a</Key><Value>2</Value></Tag></TagSet></Tagging>',
    '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value><Value>2</Value></Tag></TagSet></Tagging>',
    '<Tagging><TagSet/><TagSet/></Tagging>',
  ])('%s is malformed', (document) => {
    expect(readDocument(put('object', 'tagging'), bytes(document))).toEqual(malformed)
  })

  test('retention, legal holds and locations are read', () => {
    const retention = '<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>'
    expect(readDocument(put('object', 'retention'), bytes(retention))).toEqual({
      lockMode: 'GOVERNANCE',
      retainUntil: '2030-01-01T00:00:00Z',
    })
    expect(readDocument(put('object', 'legal-hold'), bytes('<LegalHold><Status>ON</Status></LegalHold>'))).toEqual({ legalHold: 'ON' })
    const bucket = '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>'
    expect(readDocument(put('bucket'), bytes(bucket))).toEqual({ locationConstraint: 'eu-west-1' })
    expect(readDocument(put('bucket'), bytes(''))).toEqual({})
    expect(readDocument(put('bucket'), bytes('<CreateBucketConfiguration><X/></CreateBucketConfiguration>'))).toEqual(malformed)
  })
})

test('S3 §8 the document of a refusal', () => {
  expect(errorDocument(accessDenied('no <b>'), '/photos/a&b', 'r1', 'h1')).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>no &lt;b&gt;</Message><Resource>/photos/a&amp;b</Resource><RequestId>r1</RequestId><HostId>h1</HostId></Error>',
  )
})
