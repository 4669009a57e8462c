import type { Pool } from '../identity/pool.ts'
import { InvalidParameterException } from './errors.ts'

/** The key must name a provider that the pool is configured with: `names` are those it may go by. */
export function checkConfigured(key: string, names: ReadonlySet<string>): void {
  if (!names.has(key)) {
    throw new InvalidParameterException(`(${key}) is not a valid RoleMapping ProviderName or is not a configured provider.`)
  }
}

/** The keys of role mappings: user pools go with their client id. Source: Cognito developer guide, "Role-based access control". */
export function roleMappingNames(pool: Pool): Set<string> {
  return new Set([...plainNames(pool), ...pool.userPoolClients.map(({ providerName, clientId }) => `${providerName}:${clientId}`)])
}

/** The keys of principal tag maps: user pools go with or without their client id. */
export function principalTagNames(pool: Pool): Set<string> {
  return new Set([...roleMappingNames(pool), ...pool.userPoolClients.map(({ providerName }) => providerName)])
}

function plainNames(pool: Pool): readonly string[] {
  return [...pool.supportedLoginProviders.keys(), ...pool.openIdConnectProviderArns, ...pool.samlProviderArns]
}
