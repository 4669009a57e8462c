import type { Role, User } from '../identity/entity.ts'
import type { ManagedPolicy } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { list, optional, structure } from '../operation/shape.ts'
import type { NamePage } from '../store/store.ts'
import { describePolicyDetails, describeRoleDetails, describeUserDetails } from './authorization-details.ts'
import { ValidationError } from './errors.ts'
import { pageFrom } from './paging.ts'
import { nextPolicies, policyKey } from './policy-sequence.ts'
import { entityType, marker, maxItems } from './shapes.ts'

/**
 * `GetAccountAuthorizationDetails`: users, roles and managed policies, with all their documents, on pages that go through one kind after the other.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const getAccountAuthorizationDetails = operation({
  name: 'GetAccountAuthorizationDetails',
  auth: 'developer',
  input: structure({ Filter: optional(list(entityType)), MaxItems: optional(maxItems), Marker: optional(marker) }),
  resource: () => '*',
  errors: [ValidationError],

  async handle({ Filter = [], ...request }, ctx) {
    const wanted = kinds.filter((kind) => Filter.length === 0 || Filter.includes(kind))
    const scope = ['GetAccountAuthorizationDetails', ctx.accountId, ...wanted]
    const { entries, ...page } = await pageFrom(
      (next) => nextEntries(wanted, next, ctx),
      ({ key }) => key,
      request,
      scope,
      ctx,
    )
    return {
      UserDetailList: entries.flatMap((entry) => (entry.kind === 'User' ? [describeUserDetails(entry.value)] : [])),
      GroupDetailList: [],
      RoleDetailList: await Promise.all(entries.flatMap((entry) => (entry.kind === 'Role' ? [describeRoleDetails(entry.value, ctx)] : []))),
      Policies: await describePolicyDetails(
        entries.flatMap((entry) => (entry.kind === 'Policy' ? [entry.value] : [])),
        ctx,
      ),
      ...page,
    }
  },
})

/** In the order of the pages. There are no groups. */
const kinds = ['User', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const

type Kind = (typeof kinds)[number]
type Entry = { readonly key: string } & (
  | { readonly kind: 'User'; readonly value: User }
  | { readonly kind: 'Role'; readonly value: Role }
  | { readonly kind: 'Policy'; readonly value: ManagedPolicy }
)
type Page = Pick<NamePage, 'after' | 'limit'>

/** The entries of these kinds after the one whose key is `after`: the index of its kind, `/`, its key among its kind. */
async function nextEntries(wanted: readonly Kind[], { after, limit }: Page, ctx: Context): Promise<readonly Entry[]> {
  const last = after === undefined ? undefined : { index: Number(after[0]), key: after.slice(2) }
  const found: Entry[] = []
  for (const [index, kind] of wanted.entries()) {
    if (index < (last?.index ?? 0) || found.length >= limit) continue
    const page = { after: index === last?.index ? last.key : undefined, limit: limit - found.length }
    found.push(...(await entriesOf(kind, page, ctx)).map((entry) => ({ ...entry, key: `${index}/${entry.key}` })))
  }
  return found
}

async function entriesOf(kind: Kind, page: Page, ctx: Context): Promise<readonly Entry[]> {
  const { store, accountId } = ctx
  const all = { ...page, pathPrefix: '/' }
  switch (kind) {
    case 'User':
      return (await store.listUsers(accountId, all)).map((value) => ({ kind, value, key: value.name.toLowerCase() }))
    case 'Role':
      return (await store.listRoles(accountId, all)).map((value) => ({ kind, value, key: value.name.toLowerCase() }))
    case 'LocalManagedPolicy':
      return (await nextPolicies('Local', all, ctx)).map((value) => ({ kind: 'Policy', value, key: policyKey(value) }))
    case 'AWSManagedPolicy':
      return (await nextPolicies('AWS', all, ctx)).map((value) => ({ kind: 'Policy', value, key: policyKey(value) }))
  }
}
