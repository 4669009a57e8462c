import type { Entity } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { type EntityFamily, findEntity, updateEntity } from './entity-family.ts'
import type { PageRequest } from './paging.ts'
import { type TagPage, tagPage } from './tag-page.ts'
import { addTags, readTags, removeTags, type TagList } from './tags.ts'

/** Adds tags, or gives those that are there new values. */
export async function tagEntity<E extends Entity>(family: EntityFamily<E>, name: string, tags: TagList, ctx: Context): Promise<void> {
  await updateEntity(family, name, ctx, (entity) => ({ ...entity, tags: addTags(entity.tags, readTags(tags)) }))
}

/** Keys that are not there change nothing. */
export async function untagEntity<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  keys: readonly string[],
  ctx: Context,
): Promise<void> {
  await updateEntity(family, name, ctx, (entity) => ({ ...entity, tags: removeTags(entity.tags, keys) }))
}

/** A page of the tags, in the order of their keys. */
export async function listEntityTags<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  request: PageRequest,
  operation: string,
  ctx: Context,
): Promise<TagPage> {
  const entity = await findEntity(family, name, ctx)
  return tagPage(entity.tags, request, [operation, entity.id], ctx)
}
