import type { Context } from '../operation/context.ts'
import { type Conditions, operation } from '../operation/operation.ts'
import { boolean, optional, string, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, users } from './entity-family.ts'
import { NoSuchEntity, ValidationError } from './errors.ts'
import { type ListPage, type PageRequest, pageOf } from './paging.ts'
import { requestedUser } from './requested-user.ts'
import { existingUserName, marker, maxItems, userName } from './shapes.ts'

// What users have in AWS and never have here: tools look for it, to clear it away, before they delete a user.

/**
 * `ListGroupsForUser`: there are no groups.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html
 */
export const listGroupsForUser = operation({
  name: 'ListGroupsForUser',
  auth: 'developer',
  input: structure({ UserName: existingUserName, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: userArn,
  conditions: userTags,
  errors: [NoSuchEntity, ValidationError],

  async handle(input, ctx) {
    const { entries, ...rest } = await noneOfUser(input, 'ListGroupsForUser', ctx)
    return { Groups: entries, ...rest }
  },
})

/**
 * `ListMFADevices`: there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
 */
export const listMfaDevices = operation({
  name: 'ListMFADevices',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName), Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: userArn,
  conditions: userTags,
  errors: [NoSuchEntity, ValidationError],

  async handle(input, ctx) {
    const { entries, ...rest } = await noneOfUser(input, 'ListMFADevices', ctx)
    return { MFADevices: entries, ...rest }
  },
})

/**
 * `ListServiceSpecificCredentials`: there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
 */
export const listServiceSpecificCredentials = operation({
  name: 'ListServiceSpecificCredentials',
  auth: 'developer',
  input: structure({
    UserName: optional(userName),
    ServiceName: optional(string()),
    AllUsers: optional(boolean),
    Marker: optional(marker),
    MaxItems: optional(maxItems),
  }),
  resource: userArn,
  conditions: userTags,
  errors: [NoSuchEntity, ValidationError],

  async handle(input, ctx) {
    const { entries, ...rest } = await noneOfUser(input, 'ListServiceSpecificCredentials', ctx)
    return { ServiceSpecificCredentials: entries, ...rest }
  },
})

/**
 * `ListSigningCertificates`: there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html
 */
export const listSigningCertificates = operation({
  name: 'ListSigningCertificates',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName), Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: userArn,
  conditions: userTags,
  errors: [NoSuchEntity, ValidationError],

  async handle(input, ctx) {
    const { entries, ...rest } = await noneOfUser(input, 'ListSigningCertificates', ctx)
    return { Certificates: entries, ...rest }
  },
})

/**
 * `ListSSHPublicKeys`: there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html
 */
export const listSshPublicKeys = operation({
  name: 'ListSSHPublicKeys',
  auth: 'developer',
  input: structure({ UserName: optional(userName), Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: userArn,
  conditions: userTags,
  errors: [NoSuchEntity, ValidationError],

  async handle(input, ctx) {
    const { entries, ...rest } = await noneOfUser(input, 'ListSSHPublicKeys', ctx)
    return { SSHPublicKeys: entries, ...rest }
  },
})

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
