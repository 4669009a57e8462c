import { InvalidInput, LimitExceeded } from './errors.ts'

const maxClientIds = 100
const maxThumbprints = 5

/** Client ids in the order given, each once. Source: IAM and AWS STS quotas. */
export function readClientIds(given: readonly string[]): readonly string[] {
  const clientIds = [...new Set(given)]
  if (clientIds.some(hasControlCharacters)) throw new InvalidInput('A client ID has no control characters.')
  if (clientIds.length > maxClientIds) throw new LimitExceeded(`Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${maxClientIds}`)
  return clientIds
}

/** Thumbprints in the order given, as they were written. They vouch for a provider whose certificate nobody else trusts. */
export function readThumbprints(given: readonly string[]): readonly string[] {
  if (given.length > maxThumbprints) throw new InvalidInput(`Thumbprint list must contain fewer than ${maxThumbprints} entries.`)
  if (given.some(hasControlCharacters)) throw new InvalidInput('A thumbprint has no control characters.')
  return given
}

/** What an XML answer could not give back. */
function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\uFFFE\uFFFF]/u.test(text)
}
