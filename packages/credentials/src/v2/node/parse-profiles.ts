/** Name of the profile → its members. */
export type Profiles = Map<string, Map<string, string>>

/**
 * Reads a shared file: `[name]`, then lines of `member = value`; `#` and `;` begin comments at the start of a line and after white space.
 * What is nothing of the kind does not count, and neither does a profile without members.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function parseProfiles(text: string): Profiles {
  const profiles: Profiles = new Map()
  let current: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const [content = ''] = line.split(/(?:^|\s)[;#]/)
    const section = /^\[(.*)\]$/.exec(content.trim())
    const [, name, value] = /^\s*([^=]+?)\s*=\s*(.*\S)\s*$/.exec(content) ?? []
    if (section) current = section[1]
    else if (current && name !== undefined && value !== undefined) {
      profiles.set(current, (profiles.get(current) ?? new Map()).set(name, value))
    }
  }
  return profiles
}
