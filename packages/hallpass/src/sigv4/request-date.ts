/**
 * The time of a request, milliseconds since the epoch, from `YYYYMMDDTHHMMSSZ` or an HTTP date (RFC 1123, in `GMT` or at an offset of
 * zero); undefined where the text is neither, or no time of the calendar.
 */
export function parseRequestDate(text: string): number | undefined {
  const extended = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  if (extended !== text) return valid(Date.parse(extended), (time) => basicDate(time) === text)

  // Some signers write the zone of e-mail rather than that of HTTP.
  const httpDate = text.replace(/ [+-]0000$/, ' GMT')
  return valid(Date.parse(httpDate), (time) => new Date(time).toUTCString() === httpDate)
}

/** `YYYYMMDDTHHMMSSZ`: ISO 8601, basic format. */
export function basicDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** `Date.parse` takes much more than these forms; only what is written back the same was one of them. */
function valid(time: number, isWrittenBack: (time: number) => boolean): number | undefined {
  return Number.isNaN(time) || !isWrittenBack(time) ? undefined : time
}
