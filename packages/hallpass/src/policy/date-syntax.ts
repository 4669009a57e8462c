const isoDate =
  /^([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?)?)?(?:Z|[+-](\d\d)(?::(\d\d))?)?)?$/i

const minYear = -292_275_054
const maxYear = 292_278_993
const minSeconds = -(2n ** 63n)
const maxSeconds = 2n ** 63n - 1n

/**
 * Whether AWS takes this text for a date in a policy: an ISO 8601 form, of which all but the year may be missing (`01T`), or epoch seconds.
 * Source: documents that the real service took and refused; W3C note "Date and Time Formats".
 */
export function isDate(text: string): boolean {
  return isEpoch(text) || isIsoDate(text)
}

function isEpoch(text: string): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false
  const seconds = BigInt(text)
  return seconds >= minSeconds && seconds <= maxSeconds
}

function isIsoDate(text: string): boolean {
  const parts = isoDate.exec(text)
  if (parts === null) return false
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)))
  if (year < minYear || year > maxYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  return hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
