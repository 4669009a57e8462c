const isoDate =
  /^([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?)?(?:Z|([+-])(\d\d)(?::(\d\d))?)?)?$/i

/** Seconds of Gregorian cycles of 400 years. */
const cycle = 146_097 * 86_400

/**
 * The instant that a text names, in seconds since the epoch; undefined where it names none. An ISO 8601 form, of which all but the year may
 * be missing, in UTC unless it says otherwise; or epoch seconds: four digits alone are a year.
 * Source: W3C note "Date and Time Formats"; IAM user guide, "Date condition operators".
 */
export function readDate(text: string): number | undefined {
  const isEpoch = /^-?\d{1,19}$/.test(text) && !/^\d{4}$/.test(text)
  return isEpoch ? Number(text) : readIsoDate(text)
}

function readIsoDate(text: string): number | undefined {
  const parts = isoDate.exec(text)
  if (parts === null) return undefined
  const number = (index: number, missing: number) => (parts[index] === undefined ? missing : Number(parts[index]))
  const midnight = secondsBefore(number(1, 0), number(2, 1), number(3, 1))
  const [hour, minute, second] = [number(4, 0), number(5, 0), number(6, 0)]
  const [zoneHour, zoneMinute] = [number(9, 0), number(10, 0)]
  if (midnight === undefined || hour > 23 || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59) return undefined

  const offset = (zoneHour * 60 + zoneMinute) * (parts[8] === '-' ? -60 : 60)
  return midnight + hour * 3600 + minute * 60 + second + Number(`0.${parts[7] ?? 0}`) - offset
}

/** Seconds from the epoch to the beginning of a day; undefined where the calendar has no such day. */
function secondsBefore(year: number, month: number, day: number): number | undefined {
  // `Date` knows 270,000 years, policies may name 290 million: every 400 the calendar is the same.
  const cycles = Math.floor(year / 400)
  const date = new Date(Date.UTC(2000 + year - cycles * 400, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.getTime() / 1000 + (cycles - 5) * cycle
}
