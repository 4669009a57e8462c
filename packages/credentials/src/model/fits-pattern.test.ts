import { describe, expect, test, vi } from 'vitest'
import { fitsPattern } from './fits-pattern.ts'

describe('CP-V2-9 a pattern of the model', () => {
  test.for([
    ['[\\w\\s+=,.@-]+', 'my app\t1', true],
    ['[\\w\\s+=,.@-]+', 'my\u00a0app', false],
    ['[\\w-]+:[0-9a-f-]+', 'eu-central-1:0a-f', true],
    ['[\\w-]+:[0-9a-f-]+', 'eu-central-1:0a-f\n', false],
    ['[\\w-]+:[0-9a-f-]+', ' eu-central-1:0a-f', false],
    ['(un)?authenticated', 'unauthenticated', true],
    ['(un)?authenticated', 'authenticated user', false],
    ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'grüße€1!', true],
    ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', 'a b', false],
  ] as const)('%s against %j: %s', ([pattern, text, fits]) => {
    expect(fitsPattern(pattern, text)).toBe(fits)
  })

  test('that the engine cannot read is left to the service', () => {
    vi.stubGlobal('RegExp', () => {
      throw new SyntaxError('Invalid property name')
    })
    expect(fitsPattern('[\\p{L}]+', '1')).toBe(true)
    vi.unstubAllGlobals()
  })
})
