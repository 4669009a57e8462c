const maxTags = 50
const maxKeyLength = 128
const maxValueLength = 256
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/**
 * The first rule of session tags that these break, as a sentence; undefined when they may be used.
 * Source: IAM user guide, "Passing session tags in AWS STS", and "Rules for tagging in IAM and AWS STS". Lengths are UTF-16 code units.
 */
export function sessionTagsFault(tags: ReadonlyMap<string, string>): string | undefined {
  if (tags.size > maxTags) return `A session has at most ${maxTags} tags.`
  for (const [key, value] of tags) {
    if (key.length < 1 || key.length > maxKeyLength) return `A tag key has 1 to ${maxKeyLength} characters.`
    if (value.length > maxValueLength) return `A tag value has at most ${maxValueLength} characters.`
    if (!allowed.test(key) || !allowed.test(value)) return 'Tag keys and values hold letters, numbers, spaces and _ . : / = + - @ only.'
    if (key.toLowerCase().startsWith('aws:')) return 'Tag keys that start with aws: are reserved.'
  }
  const distinct = new Set([...tags.keys()].map((key) => key.toLowerCase()))
  if (distinct.size < tags.size) return 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'
  return undefined
}

/**
 * The keys of `tags` that `named` makes transitive, as the tags spell them; undefined where one is the key of none of them.
 * Source: STS API reference, "AssumeRole", `TransitiveTagKeys`.
 */
export function transitiveKeysAmong(tags: ReadonlyMap<string, string>, named: readonly string[]): readonly string[] | undefined {
  const spellings = new Map([...tags.keys()].map((key) => [key.toLowerCase(), key]))
  const keys = named.map((key) => spellings.get(key.toLowerCase()))
  return keys.every((key) => key !== undefined) ? [...new Set(keys)] : undefined
}
