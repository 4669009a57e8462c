import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillTemplate } from './fill-template.ts'
import { readPath } from './request-path.ts'

/** Paths of pieces that readers disagree on. */
const path = fc
  .array(fc.constantFrom('/', '.', '..', 'a', '%2e', '%2E', '%2f', '%5c', '\\', '%25', '2e', '2f', ';', '%', '%00', '%c0%ae', 'ü', '%20'))
  .map((pieces) => `/${pieces.join('')}`)

/** All that a careless reader could take a path for. */
function readings(text: string): readonly string[] {
  const decode = (each: string) => each.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  const [once, twice] = [decode(text), decode(decode(text))]
  return [text, once, twice].flatMap((each) => [each, each.replaceAll('\\', '/'), each.replace(/;[^/]*/g, '')])
}

describe('a path that is taken', () => {
  test('climbs nowhere, however it is read', () => {
    fc.assert(
      fc.property(path, (text) => {
        if (readPath(text).kind === 'refused') return
        for (const reading of readings(text)) expect(reading.split('/')).not.toContain('..')
      }),
      { numRuns: 3_000 },
    )
  })

  test('is made a resource of only where it is read in one way', () => {
    fc.assert(
      fc.property(path, (text) => {
        const read = readPath(text)
        if (read.kind === 'refused') return
        const filled = fillTemplate('arn:aws:x:::$path', 'GET', read)
        const segments = (each: string) => each.split('/').length
        if (typeof filled === 'string') expect(new Set([text, ...readings(text)].map(segments)).size).toBe(1)
      }),
      { numRuns: 3_000 },
    )
  })

  test.for([
    ['/orders/7', '/orders/7'],
    ['/a%20b/%C3%BC', '/a b/ü'],
    ['/', '/'],
    ['/a+b', '/a+b'],
    ['/...', '/...'],
    ['/a..b/.well-known', '/a..b/.well-known'],
    ['/%41', '/A'],
  ] as const)('%s is %s', ([given, text]) => {
    expect(readPath(given)).toEqual({ kind: 'path', text, ambiguity: undefined })
  })
})

describe('a template', () => {
  const plain = { kind: 'path', text: '/a/b', ambiguity: undefined } as const

  test.for([
    ['http:$method', 'http:GET'],
    ['http:{method}', 'http:GET'],
    ['arn:aws:x:::$method$path', 'arn:aws:x:::GET/a/b'],
    ['arn:aws:x:::{path}/{method}', 'arn:aws:x:::/a/b/GET'],
    ['arn:aws:x:::$paths', 'arn:aws:x:::$paths'],
    ['arn:aws:x:::$1$&', 'arn:aws:x:::$1$&'],
  ] as const)('%s is filled in as %s', ([template, filled]) => {
    expect(fillTemplate(template, 'GET', plain)).toBe(filled)
  })

  test('is filled in once: what the client sends is no template', () => {
    expect(fillTemplate('arn:aws:x:::$path', 'GET', { ...plain, text: '/$method/{path}/$&' })).toBe('arn:aws:x:::/$method/{path}/$&')
  })

  test('that does not need the path does not ask how it is read', () => {
    const ambiguous = { ...plain, ambiguity: 'The path has an empty segment.' }
    expect(fillTemplate('arn:aws:x:::fixed', 'GET', ambiguous)).toBe('arn:aws:x:::fixed')
    expect(fillTemplate('arn:aws:x:::$path', 'GET', ambiguous)).toEqual({ kind: 'refused', reason: ambiguous.ambiguity })
  })
})
