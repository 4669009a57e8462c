/** Stand-ins for what is another one in each run, numbered in the order of their first appearance. */
export interface Placeholders {
  /** The value with a placeholder for each id, secret and date. */
  scrub<Value>(value: Value): Value
  /** The value with the ids and secrets that the placeholders stand for. */
  fill<Value>(value: Value): Value
}

export function createPlaceholders(): Placeholders {
  const names = new Map<string, string>()
  const values = new Map<string, string>()

  const nameOf = (value: string) => {
    const name = names.get(value) ?? `{{id-${names.size + 1}}}`
    names.set(value, name)
    values.set(name, value)
    return name
  }
  const standsFor = (name: string) => {
    const value = values.get(name)
    if (value === undefined) throw new Error(`No answer has had ${name} yet.`)
    return value
  }
  return {
    scrub: (value) =>
      rewrite(value, (text) =>
        text
          .replaceAll(requestId, '<RequestId>{{request}}</RequestId>')
          .replaceAll(date, '{{date}}')
          .replaceAll(secretElements, (_, element: string, secret: string) => `<${element}>${nameOf(secret)}</${element}>`)
          .replaceAll(ids, nameOf),
      ),
    fill: (value) => rewrite(value, (text) => text.replaceAll(/\{\{id-\d+\}\}/g, standsFor)),
  }
}

const requestId = /<RequestId>[0-9a-f-]{36}<\/RequestId>/g
const date = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g
const secretElements = /<(SecretAccessKey|SAMLProviderUUID)>([^<]+)<\/\1>/g
/** UUIDs, and the unique ids of roles, users, policies and access keys. */
const ids = /(?<![0-9a-z-])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:AROA|AIDA|ANPA)[A-Z0-9]{17}|AKIA[A-Z0-9]{16})\b/g

function rewrite<Value>(value: Value, change: (text: string) => string): Value {
  // What is put in and taken out has no characters that JSON escapes, so that the value keeps its form.
  return JSON.parse(change(JSON.stringify(value))) as Value
}
