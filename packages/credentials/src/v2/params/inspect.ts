/** Parameters as text, in the layout that logs of the SDK have in browsers. Node's entry puts Node's own in its place. */
export function inspect(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return String(value)

  const isList = Array.isArray(value)
  const parts = Object.entries(value).map(([name, member]) => {
    const text = inspect(member)
    if (isList) return text.replaceAll('\n', '\n  ')
    return `${/^[a-z_]\w*$/i.test(name) ? name : quote(name)}: ${text.includes('\n') ? `\n${text}`.replaceAll('\n', '\n   ') : text}`
  })
  if (isList) parts.push(`[length]: ${value.length}`)
  if (parts.length === 0) return '{}'
  const isLong = parts.join(' ').length >= 60
  const text = parts.join(isLong ? ',\n  ' : ', ')
  return isList ? `[ ${text} ]` : `{ ${text} }`
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`
}
