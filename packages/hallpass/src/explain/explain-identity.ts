import type { DryRun } from './dry-run.ts'
import type { IdentityStep } from './explanation.ts'

/** How the identity came about in a run: found, linked, merged or new. */
export async function explainIdentity(id: string, { linkings, ctx }: DryRun): Promise<IdentityStep> {
  const [linking] = linkings
  if (linking === undefined) {
    const identity = await ctx.store.findIdentity(id)
    return { id, outcome: identity?.logins.length === 0 ? 'guest' : 'known', added: [], absorbed: [] }
  }
  const { target, absorbed, added } = linking
  const isNew = target === 'new'
  return {
    id: isNew ? undefined : id,
    outcome: isNew ? 'new' : absorbed.length > 0 ? 'merged' : 'linked',
    added: added.map(({ provider }) => provider),
    absorbed: absorbed.map((identity) => identity.id),
  }
}
