import { ListIdentitiesCommand } from '@aws-sdk/client-cognito-identity'
import type { Clients } from '../clients.ts'
import { known } from '../cognito-identity/federation.ts'
import type { Load } from './load.ts'

/** How many of the guests that were acknowledged are not there any more; what was seen is printed. */
export function countLost(load: Load, kept: ReadonlySet<string>, what: string): number {
  const lost = load.acknowledged.filter((id) => !kept.has(id)).length
  process.stdout.write(load.report(what, lost))
  return lost
}

/** The ids of all identities of a pool. */
export async function keptIdentities({ cognito }: Pick<Clients, 'cognito'>, IdentityPoolId: string): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  let NextToken: string | undefined
  do {
    const page = await cognito.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60, NextToken }))
    for (const { IdentityId } of page.Identities ?? []) kept.add(known(IdentityId))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return kept
}
