import { randomBytes } from 'node:crypto'
import type { Credentials } from '@aws-sdk/client-cognito-identity'
import { openData } from '../../src/server/open-data.ts'
import { createSessionTokens } from '../../src/session/sealed-session-tokens.ts'
import type { RoleSession } from '../../src/session/session.ts'
import { accountId, type Hallpass, region } from '../hallpass.ts'
import { known } from './federation.ts'
import { getCredentials, type Logins } from './identity-calls.ts'

/** What the session token of these credentials holds, read with the keys of the server's data. */
export async function sessionOf({ dataDir, store }: Hallpass, credentials: Credentials | undefined): Promise<RoleSession> {
  const { keys, close } = await openData({ dataDir, store, region, masterKey: undefined }, Date.now)
  try {
    const tokens = createSessionTokens({ keys, accountId, random: randomBytes })
    const { session } = known(await tokens.open(known(credentials?.SessionToken)))
    if (session.kind !== 'role') throw new Error('It is no session of a role.')
    return session
  } finally {
    await close()
  }
}

/** The name of the role that the identity gets for these logins. */
export async function roleFor(
  hallpass: Hallpass,
  identityId: string,
  logins?: Logins,
  customRoleArn?: string,
): Promise<string | undefined> {
  const { Credentials } = await getCredentials(hallpass, identityId, logins, customRoleArn)
  return (await sessionOf(hallpass, Credentials)).roleArn.split('/').at(-1)
}
