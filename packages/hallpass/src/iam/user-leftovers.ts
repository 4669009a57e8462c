import type { Context } from '../operation/context.ts'
import { type AnyOperation, type Conditions, operation } from '../operation/operation.ts'
import { boolean, type Members, optional, string, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, users } from './entity-family.ts'
import { NoSuchEntity, ValidationError } from './errors.ts'
import { type ListPage, type PageRequest, pageOf } from './paging.ts'
import { requestedUser } from './requested-user.ts'
import { existingUserName, marker, maxItems, userName } from './shapes.ts'

// What users have in AWS and never have here: tools look for it, to clear it away, before they delete a user.

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const listGroupsForUser = emptyListOfUser('ListGroupsForUser', 'Groups', { UserName: existingUserName })

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export const listMfaDevices = emptyListOfUser('ListMFADevices', 'MFADevices', { UserName: optional(existingUserName) })

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
export const listServiceSpecificCredentials = emptyListOfUser('ListServiceSpecificCredentials', 'ServiceSpecificCredentials', {
  UserName: optional(userName),
  ServiceName: optional(string()),
  AllUsers: optional(boolean),
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html */
export const listSigningCertificates = emptyListOfUser('ListSigningCertificates', 'Certificates', { UserName: optional(existingUserName) })

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html */
export const listSshPublicKeys = emptyListOfUser('ListSSHPublicKeys', 'SSHPublicKeys', { UserName: optional(userName) })

/**
 * `ListVirtualMFADevices`: the account has none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
 */
export const listVirtualMfaDevices = operation({
  name: 'ListVirtualMFADevices',
  auth: 'developer',
  input: structure({
    AssignmentStatus: optional(string({ values: ['Assigned', 'Unassigned', 'Any'] })),
    Marker: optional(marker),
    MaxItems: optional(maxItems),
  }),
  resource: () => '*',
  errors: [ValidationError],

  async handle(request, ctx) {
    const { entries, ...rest } = await none(request, ['ListVirtualMFADevices'], ctx)
    return { VirtualMFADevices: entries, ...rest }
  },
})

/** A paged list of what the user does not have. */
function emptyListOfUser(name: string, listName: string, members: Members): AnyOperation {
  return operation({
    name,
    auth: 'developer',
    input: structure({ ...members, Marker: optional(marker), MaxItems: optional(maxItems) }),
    resource: userArn,
    conditions: userTags,
    errors: [NoSuchEntity, ValidationError],

    async handle(input: OfUser, ctx) {
      const { entries, ...rest } = await noneOfUser(input, name, ctx)
      return { [listName]: entries, ...rest }
    },
  })
}

interface OfUser extends PageRequest {
  readonly UserName?: string | undefined
}

function userArn({ UserName }: OfUser, ctx: Context): Promise<string> {
  return entityArn(users, requestedUser(UserName, ctx), ctx)
}

function userTags({ UserName }: OfUser, ctx: Context): Promise<Conditions> {
  return entityTagConditions(users, requestedUser(UserName, ctx), ctx)
}

/** Without a name root asks about itself, who has none of it either. */
async function noneOfUser({ UserName, ...request }: OfUser, operationName: string, ctx: Context): Promise<ListPage<never>> {
  if (UserName === undefined && ctx.caller.kind === 'root') return none(request, [operationName], ctx)
  const user = await findEntity(users, requestedUser(UserName, ctx), ctx)
  return none(request, [operationName, user.id], ctx)
}

function none(request: PageRequest, scope: readonly string[], ctx: Context): Promise<ListPage<never>> {
  return pageOf<never>([], () => '', request, scope, ctx)
}
