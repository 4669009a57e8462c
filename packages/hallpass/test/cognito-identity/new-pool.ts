import { CreateIdentityPoolCommand, type CreateIdentityPoolInput, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { accountId, type Hallpass } from '../hallpass.ts'

/** A pool of its own for one test; it allows guests unless told otherwise. Returns its id. */
export async function newPool({ cognito }: Hallpass, settings: Partial<CreateIdentityPoolInput> = {}): Promise<string> {
  const input = { IdentityPoolName: 'test', AllowUnauthenticatedIdentities: true, ...settings }
  return known((await cognito.send(new CreateIdentityPoolCommand(input))).IdentityPoolId)
}

/** A new guest of a pool. Returns its id. */
export async function newGuest({ guest }: Hallpass, poolId: string): Promise<string> {
  return known((await guest.send(new GetIdCommand({ IdentityPoolId: poolId }))).IdentityId)
}

/** The ARN of a role of our account. */
export function roleArn(name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`
}

function known(id: string | undefined): string {
  if (id === undefined) throw new Error('The answer holds no id.')
  return id
}
