import type { Identity } from '../identity/identity.ts'

/** `IdentityDescription`: the names of the linked providers, never the users' own names there. */
export function describedIdentity(identity: Identity) {
  const providers = [...new Set(identity.logins.map(({ provider }) => provider))].sort()
  return {
    IdentityId: identity.id,
    Logins: providers.length > 0 ? providers : undefined,
    CreationDate: new Date(identity.createdAt),
    LastModifiedDate: new Date(identity.modifiedAt),
  }
}
