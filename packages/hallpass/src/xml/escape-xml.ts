/** A text as the content of an element. What XML 1.0 cannot hold, not even escaped, is dropped. */
export function escapeXml(text: string): string {
  // Most are ids, tokens and dates.
  if (/^[ -%'-;=?-~]*$/.test(text)) return text
  return (
    text
      .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A reader would take a bare one for a line feed.
      .replaceAll('\r', '&#13;')
  )
}
