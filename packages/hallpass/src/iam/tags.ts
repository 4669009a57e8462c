import { InvalidInput, LimitExceeded } from './errors.ts'

/** Tags as the wire has them. */
export type TagList = readonly { readonly Key: string; readonly Value: string }[]

const maxTags = 50
const duplicateKeys = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'

/**
 * Tags of a resource: key → value, in the order in which they were added. Keys differ in more than case. Source: IAM user guide, "Tagging".
 * @param duplicates what is said of keys that do not: managed policies have a text of their own
 */
export function readTags(list: TagList, duplicates = duplicateKeys): ReadonlyMap<string, string> {
  const keys = new Set(list.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < list.length) throw new InvalidInput(duplicates)
  if ([...keys].some((key) => key.startsWith('aws:'))) throw new InvalidInput('Tag keys that start with aws: are reserved.')
  return new Map(list.map(({ Key, Value }) => [Key, Value]))
}

/** The tags with these added; a new one takes the place of one whose key differs only in case. */
export function addTags(held: ReadonlyMap<string, string>, added: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const tags = new Map([
    ...removeTags(
      held,
      [...added.keys()].filter((key) => !held.has(key)),
    ),
    ...added,
  ])
  if (tags.size > maxTags) throw new LimitExceeded('The number of tags has reached the maximum limit.')
  return tags
}

export function removeTags(held: ReadonlyMap<string, string>, keys: readonly string[]): ReadonlyMap<string, string> {
  const removed = new Set(keys.map((key) => key.toLowerCase()))
  return new Map([...held].filter(([key]) => !removed.has(key.toLowerCase())))
}

export function writeTags(tags: ReadonlyMap<string, string>): TagList {
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}
