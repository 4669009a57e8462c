import { describe, expect, test } from 'vitest'
import { parseSamlTime } from './saml-time.ts'

describe('parseSamlTime', () => {
  test.each([
    ['2026-03-01T12:00:00Z', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01T12:00:00.5Z', Date.UTC(2026, 2, 1, 12) + 500],
    ['2026-03-01T12:00:00.1239999Z', Date.UTC(2026, 2, 1, 12) + 123],
    ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59)],
  ])('reads %s', (text, time) => expect(parseSamlTime(text)).toBe(time))

  test.each([
    '',
    'now',
    '2026-03-01',
    '2026-03-01T12:00:00',
    '2026-03-01T12:00:00+01:00',
    '2026-03-01 12:00:00Z',
    '2026-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T12:00:60Z',
    ' 2026-03-01T12:00:00Z',
    '2026-03-01T12:00:00Z\n',
    '12026-03-01T12:00:00Z',
    '1772366400',
  ])('does not read %j', (text) => expect(parseSamlTime(text)).toBeUndefined())
})
