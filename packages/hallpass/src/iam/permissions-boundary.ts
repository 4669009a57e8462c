import type { Entity } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { type EntityFamily, updateEntity } from './entity-family.ts'
import { InvalidInput, NoSuchEntity } from './errors.ts'
import { mayExist, readPolicyArn } from './policy-arn.ts'

/** Makes a managed policy, ours or AWS's, the boundary of an entity, in the place of the one it has. */
export async function putPermissionsBoundary<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  policyArn: string,
  ctx: Context,
): Promise<void> {
  checkBoundaryArn(policyArn)
  await updateEntity(
    family,
    name,
    ctx,
    (entity) => {
      checkBoundary(policyArn, ctx)
      return { ...entity, permissionsBoundaryArn: policyArn }
    },
    () => noSuchBoundary(policyArn),
  )
}

/** Takes the boundary away; where there is none, nothing changes. */
export async function deletePermissionsBoundary<E extends Entity>(family: EntityFamily<E>, name: string, ctx: Context): Promise<void> {
  await updateEntity(family, name, ctx, (entity) => ({ ...entity, permissionsBoundaryArn: undefined }))
}

/** The boundary that a new entity is given; whether there is such a policy of our account is the store's to know. */
export function readBoundary(policyArn: string | undefined, ctx: Pick<Context, 'accountId'>): string | undefined {
  if (policyArn === undefined) return undefined
  checkBoundaryArn(policyArn)
  checkBoundary(policyArn, ctx)
  return policyArn
}

export function noSuchBoundary(policyArn: string | undefined): NoSuchEntity {
  return new NoSuchEntity(`Scope ARN: ${policyArn} does not exist or is not attachable.`)
}

/** The boundary as answers have it. The model's enumeration says `PermissionsBoundaryPolicy`; the service, and its documentation, `Policy`. */
export function writeBoundary(
  policyArn: string | undefined,
): { readonly PermissionsBoundaryType: string; readonly PermissionsBoundaryArn: string } | undefined {
  return policyArn === undefined ? undefined : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn }
}

function checkBoundaryArn(text: string): void {
  if (readPolicyArn(text) === undefined) throw new InvalidInput(`ARN ${text} is not valid.`)
}

function checkBoundary(policyArn: string, ctx: Pick<Context, 'accountId'>): void {
  if (!mayExist(policyArn, ctx)) throw noSuchBoundary(policyArn)
}
