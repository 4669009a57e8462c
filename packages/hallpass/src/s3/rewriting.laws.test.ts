import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedActions } from './asked-actions.ts'
import { parseS3Request } from './parse-s3-request.ts'
import { requestTarget } from './request-target.ts'
import { sentHeaders } from './sent-headers.ts'

const rules = { domain: undefined }
const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE')
const piece = fc.oneof(
  fc.constantFrom('a', 'b', '/', '//', '.', '..', '%2e', '%2F', '%252e', '+', '%20', '%C3%BC', ';', '\\', '*', '%', '%00', 'ü', '?', '#'),
  fc.string({ maxLength: 3 }),
)
const key = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
const names = [
  'acl',
  'tagging',
  'versionId',
  'uploadId',
  'partNumber',
  'uploads',
  'policy',
  'prefix',
  'delete',
  'x-amz-acl',
  'foo',
  '%61cl',
]
const parameter = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom('', '=', '=1', '=v', '=%2F'))
  .map(([name, value]) => `${name}${value}`)
const target = fc
  .tuple(fc.constantFrom('/photos/', '/photos', '/', '//', '/%70hotos/'), key, fc.array(parameter, { maxLength: 3 }))
  .map(([bucket, rest, query]) => `${bucket}${rest}${query.length > 0 ? `?${query.join('&')}` : ''}`)
const headers = fc.array(
  fc.tuple(
    fc.constantFrom('x-amz-acl', 'x-amz-copy-source', 'x-amz-tagging', 'x-amz-meta-a', 'x-forwarded-host', 'connection', 'content-type'),
    fc.constantFrom('private', 'other/a', 'other%2Fa?versionId=v', 'a=1&b=%20', 'a=1+2', 'x'),
  ),
  { maxLength: 3 },
)

describe('what was decided is what is sent', () => {
  test('a request written anew asks for the same actions, and is written in the same way again', () => {
    fc.assert(
      fc.property(method, target, headers, (verb, text, given) => {
        const head = { method: verb, target: Buffer.from(text).toString('latin1'), headers: [['host', 'h'] as const, ...given] }
        const request = parseS3Request(head, rules)
        fc.pre(!('kind' in request))
        const { path, query } = requestTarget(request)
        const anew = parseS3Request(
          { method: verb, target: query === '' ? path : `${path}?${query}`, headers: [['host', 'h'], ...sentHeaders(request)] },
          rules,
        )
        if ('kind' in anew) throw new Error(`${path}?${query} is refused: ${anew.code}`)
        // Headers that have no effect are not sent on, and may have asked for more.
        const before = askedActions(request).map(({ action, resource }) => `${action} ${resource}`)
        for (const { action, resource } of askedActions(anew)) expect(before).toContain(`${action} ${resource}`)
        expect(requestTarget(anew)).toEqual({ path, query })
        expect([...sentHeaders(anew)]).toEqual([...sentHeaders(request)])
      }),
      { numRuns: 2000 },
    )
  })

  test('no target that is taken has a dot segment, a control character or an empty bucket when it is sent', () => {
    fc.assert(
      fc.property(method, target, (verb, text) => {
        const request = parseS3Request({ method: verb, target: text, headers: [['host', 'h']] }, rules)
        fc.pre(!('kind' in request))
        const { path } = requestTarget(request)
        const decoded = decodeURIComponent(path)
        expect(decoded.split('/')).not.toContain('..')
        expect(decoded.split('/')).not.toContain('.')
        expect(path).toMatch(/^\/([a-z0-9][a-z0-9.-]+[a-z0-9](\/[\w.~%/-]+)?)?$/)
      }),
      { numRuns: 2000 },
    )
  })
})
