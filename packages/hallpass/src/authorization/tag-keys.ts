import type { ConditionEntry } from '../operation/operation.ts'

// The condition keys that tags give a request. Source: IAM user guide, "Controlling access to AWS resources using tags".

/** `PREFIX/KEY` for each tag. */
export function tagKeys(prefix: string, tags: ReadonlyMap<string, string>): readonly ConditionEntry[] {
  return [...tags].map(([key, value]) => [`${prefix}/${key}`, value])
}

/** Of the tags that a resource of IAM has: the one key is of all services, the other IAM's own. */
export function iamResourceTagKeys(tags: ReadonlyMap<string, string>): readonly ConditionEntry[] {
  return [...tagKeys('aws:ResourceTag', tags), ...tagKeys('iam:ResourceTag', tags)]
}

/** Of the tags that a request gives; none where it gives none. */
export function requestTagKeys(tags: ReadonlyMap<string, string>): readonly ConditionEntry[] {
  return tags.size === 0 ? [] : [...tagKeys('aws:RequestTag', tags), ['aws:TagKeys', [...tags.keys()]]]
}
