import { describe, expect, test } from 'vitest'
import { basicDate, parseRequestDate } from './request-date.ts'

describe('a request date', () => {
  test.each([
    '20150830T123600Z',
    'Sun, 30 Aug 2015 12:36:00 GMT',
    'Sun, 30 Aug 2015 12:36:00 -0000',
    'Sun, 30 Aug 2015 12:36:00 +0000',
  ])('is read from %s', (text) => {
    expect(parseRequestDate(text)).toBe(Date.UTC(2015, 7, 30, 12, 36))
  })

  test.each([
    ['empty', ''],
    ['a word', 'zzzzzzzzz'],
    ['what JavaScript calls no date', 'Invalid Date'],
    ['a year', '2015'],
    ['the extended format', '2015-08-30T12:36:00Z'],
    ['without a zone', '20150830T123600'],
    ['in lower case', '20150830t123600z'],
    ['of the thirtieth of February', '20150230T123600Z'],
    ['of the thirteenth month', '20151330T123600Z'],
    ['of the twenty-fifth hour', '20150830T253600Z'],
    ['of the hour that ends the day', '20150830T240000Z'],
    ['of a leap second', '20150830T235960Z'],
    ['with fractions of a second', '20150830T123600.000Z'],
    ['behind a blank', ' 20150830T123600Z'],
    ['sent twice', '20150830T123600Z,20150830T123600Z'],
    ['of another zone', 'Sun, 30 Aug 2015 12:36:00 +0100'],
    ['of the wrong day of the week', 'Mon, 30 Aug 2015 12:36:00 GMT'],
    ['of RFC 850', 'Sunday, 30-Aug-15 12:36:00 GMT'],
    ['of asctime', 'Sun Aug 30 12:36:00 2015'],
    ['in digits of another script', '२०१५0830T123600Z'],
  ])('that is %s is not read', (_, text) => {
    expect(parseRequestDate(text)).toBeUndefined()
  })

  test('is written in the basic format', () => {
    expect(basicDate(Date.UTC(2015, 7, 30, 12, 36, 0, 987))).toBe('20150830T123600Z')
  })

  test('is written whole in years of more than four digits', () => {
    expect(basicDate(Date.UTC(12015, 7, 30, 12, 36))).toBe('+0120150830T123600Z')
  })
})
