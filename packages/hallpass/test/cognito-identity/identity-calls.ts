import {
  DescribeIdentityCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  type GetOpenIdTokenForDeveloperIdentityCommandInput,
  ListIdentitiesCommand,
  UnlinkIdentityCommand,
} from '@aws-sdk/client-cognito-identity'
import type { Clients } from '../clients.ts'
import { developerProvider, known } from './federation.ts'

// The calls that the tests of identities make most, through the SDK's client.

export type Logins = Record<string, string>

export async function getId({ guest }: Pick<Clients, 'guest'>, IdentityPoolId: string, Logins?: Logins): Promise<string> {
  return known((await guest.send(new GetIdCommand({ IdentityPoolId, Logins }))).IdentityId)
}

export function getCredentials({ guest }: Pick<Clients, 'guest'>, IdentityId: string, Logins?: Logins, CustomRoleArn?: string) {
  return guest.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }))
}

export async function getToken({ guest }: Pick<Clients, 'guest'>, IdentityId: string, Logins?: Logins) {
  const answer = await guest.send(new GetOpenIdTokenCommand({ IdentityId, Logins }))
  return { identityId: known(answer.IdentityId), token: known(answer.Token) }
}

/** The token of a developer user, whose public logins may come with it. */
export async function getDeveloperToken(
  { cognito }: Pick<Clients, 'cognito'>,
  IdentityPoolId: string,
  user: string,
  more: Partial<GetOpenIdTokenForDeveloperIdentityCommandInput> = {},
) {
  const Logins = { [developerProvider]: user, ...more.Logins }
  const answer = await cognito.send(new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId, ...more, Logins }))
  return { identityId: known(answer.IdentityId), token: known(answer.Token) }
}

export function unlink({ guest }: Pick<Clients, 'guest'>, IdentityId: string, Logins: Logins, ...LoginsToRemove: string[]) {
  return guest.send(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove }))
}

/** The names of the providers that the identity has logins of. */
export async function loginsOf({ cognito }: Pick<Clients, 'cognito'>, IdentityId: string): Promise<readonly string[]> {
  return (await cognito.send(new DescribeIdentityCommand({ IdentityId }))).Logins ?? []
}

/** The ids of a pool's identities, the oldest first. */
export async function listIdentities(
  { cognito }: Pick<Clients, 'cognito'>,
  IdentityPoolId: string,
  HideDisabled = false,
): Promise<readonly string[]> {
  const { Identities = [] } = await cognito.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60, HideDisabled }))
  return Identities.map(({ IdentityId }) => known(IdentityId))
}

/** All that a pool shows of its identities: whether a refused call changed anything. */
export async function snapshot({ cognito }: Pick<Clients, 'cognito'>, IdentityPoolId: string): Promise<unknown> {
  const pages = [true, false].map((HideDisabled) => new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60, HideDisabled }))
  return Promise.all(pages.map(async (page) => (await cognito.send(page)).Identities))
}
