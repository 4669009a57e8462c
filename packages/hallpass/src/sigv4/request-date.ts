/**
 * The time of a request, milliseconds since the epoch, from `YYYYMMDDTHHMMSSZ` or an HTTP date (RFC 1123, in `GMT` or at an offset of
 * zero); undefined where the text is neither, or no time of the calendar.
 */
export function parseRequestDate(text: string): number | undefined {
  if (/^\d{8}T\d{6}Z$/.test(text)) {
    const [date, time] = [text.slice(0, 8), text.slice(9, 15)]
    const extended = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`
    return valid(Date.parse(extended), (parsed) => basicDate(parsed) === text)
  }

  // Some signers write the zone of e-mail rather than that of HTTP.
  const httpDate = text.replace(/ [+-]0000$/, ' GMT')
  return valid(Date.parse(httpDate), (time) => new Date(time).toUTCString() === httpDate)
}

/** `YYYYMMDDTHHMMSSZ`: ISO 8601, basic format. */
export function basicDate(time: number): string {
  const text = new Date(time).toISOString()
  // Years of more than four digits have a sign before them.
  if (text.length > longestUsual) return text.replace(/[-:]|\.\d{3}/g, '')
  return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`
}

const longestUsual = '2026-01-01T00:00:00.000Z'.length

/** `Date.parse` takes much more than these forms; only what is written back the same was one of them. */
function valid(time: number, isWrittenBack: (time: number) => boolean): number | undefined {
  return Number.isNaN(time) || !isWrittenBack(time) ? undefined : time
}
