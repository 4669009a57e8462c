import { describe, expect, test, vi } from 'vitest'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

const text = '{"name":"é€😀%41"}\n'

describe.each([
  ['with coders', () => {}],
  [
    'without them',
    () => {
      vi.stubGlobal('TextEncoder', undefined)
      vi.stubGlobal('TextDecoder', undefined)
    },
  ],
])('UTF-8 in a runtime %s', (_, prepare) => {
  test('is what Node makes of a text, and back', () => {
    prepare()
    const bytes = encodeUtf8(text)
    const back = decodeUtf8(bytes)
    vi.unstubAllGlobals()
    expect([...bytes]).toEqual([...Buffer.from(text)])
    expect(back).toBe(text)
  })
})
