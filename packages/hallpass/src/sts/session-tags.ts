import { transitiveKeysAmong } from '../roles/session-tags.ts'
import { InvalidParameterValue } from './errors.ts'

/** Tags as the wire has them. */
export type TagList = readonly { readonly Key: string; readonly Value: string }[]

/** Session tags that a request passes; of a key that comes twice, the later one. */
export function tagsOf(list: TagList): ReadonlyMap<string, string> {
  return new Map(list.map(({ Key, Value }) => [Key, Value]))
}

/**
 * Refuses tags that nobody may pass, those that a session inherits included.
 * @param inheritedKeys keys of the transitive tags of the caller's session. Source: IAM user guide, "Chaining roles with session tags"
 */
export function checkTags(list: TagList, transitiveTagKeys: readonly string[] = [], inheritedKeys: readonly string[] = []): void {
  const keys = new Set(list.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < list.length) {
    throw new InvalidParameterValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  if ([...keys].some((key) => key.startsWith('aws:'))) {
    throw new InvalidParameterValue('Tag keys that start with aws: are reserved.')
  }
  if (inheritedKeys.some((key) => keys.has(key.toLowerCase()))) {
    throw new InvalidParameterValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    )
  }
  if (transitiveKeysAmong(tagsOf(list), transitiveTagKeys) === undefined) {
    throw new InvalidParameterValue('The specified transitive tag key must be included in the requested tags.')
  }
}
