import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, roles } from './entity-family.ts'
import { NoSuchEntity, ValidationError } from './errors.ts'
import { pageOf } from './paging.ts'
import { marker, maxItems, roleName } from './shapes.ts'

/**
 * `ListInstanceProfilesForRole`: there are none. Tools look for them before they delete a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export const listInstanceProfilesForRole = operation({
  name: 'ListInstanceProfilesForRole',
  auth: 'developer',
  input: structure({ RoleName: roleName, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ RoleName, ...request }, ctx) {
    const { id } = await findEntity(roles, RoleName, ctx)
    const { entries, ...rest } = await pageOf<never>([], () => '', request, ['ListInstanceProfilesForRole', id], ctx)
    return { InstanceProfiles: entries, ...rest }
  },
})
