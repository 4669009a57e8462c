import { iamResourceTagKeys } from '../authorization/tag-keys.ts'
import type { Conditions } from '../operation/operation.ts'
import type { TagList } from './tags.ts'

// The condition keys that tags give a request. Source: IAM user guide, "Controlling access to IAM users and roles using tags".

/** Of the tags that the resource has. */
export function resourceTagConditions(tags: ReadonlyMap<string, string> | undefined): Conditions {
  return iamResourceTagKeys(tags ?? new Map())
}

/** Of the tags that the request names, with their values. */
export function requestTagConditions(tags: TagList | undefined): Conditions {
  if (tags === undefined) return []
  const values = tags.map(({ Key, Value }): [string, string] => [`aws:RequestTag/${Key}`, Value])
  return [...values, ...tagKeyConditions(tags.map(({ Key }) => Key))]
}

/** Of the tag keys that the request names. */
export function tagKeyConditions(keys: readonly string[]): Conditions {
  return [['aws:TagKeys', keys]]
}
