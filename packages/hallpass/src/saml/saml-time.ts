/**
 * Milliseconds since the epoch of a time in UTC; undefined where the text is none, or no day of the calendar.
 * Source: SAML core, section 1.3.3; XML Schema part 2, dateTime.
 */
export function parseSamlTime(text: string): number | undefined {
  const [, seconds, fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,20}))?Z$/.exec(text) ?? []
  if (seconds === undefined) return undefined
  const time = Date.parse(`${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  // Date reads the 30th of February as a day in March.
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(seconds) ? undefined : time
}
