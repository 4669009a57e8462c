import { parseArgs } from 'node:util'
import { startOpenIdProvider } from '@hallpass/example-demo/open-id-provider.js'
import { silenceNotices } from '@hallpass/example-demo/quiet.js'
import { startService } from '@hallpass/example-demo/service.js'
import { signIn } from '@hallpass/example-demo/sign-in.js'
import { setUp } from '@hallpass/example-demo/stage.js'
import { users } from '@hallpass/example-demo/walk.js'

/** A pool, and a user who may sign in there. */
export interface Place {
  readonly endpoint: string
  readonly identityPoolId: string
  /** An ID token of the user; none where the program was pointed at a pool without one. */
  idToken(): Promise<string | undefined>
  close(): Promise<void>
}

/**
 * The pool that the command line names, `--endpoint URL --pool ID` and `--id-token TOKEN` for a user of it; without them a Hallpass of its
 * own, which ends with the program, with an OpenID Connect provider at which ann signs in.
 */
export async function findPlace(): Promise<Place> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { endpoint: text, pool: text, 'id-token': text } })
  const { endpoint, pool, 'id-token': idToken } = values
  if (endpoint === undefined || pool === undefined) return startPlace()
  return { endpoint, identityPoolId: pool, idToken: async () => idToken, close: async () => {} }
}

async function startPlace(): Promise<Place> {
  silenceNotices()
  const provider = await startOpenIdProvider(users)
  const service = await startService()
  const { poolId } = await setUp(service, provider)
  return {
    endpoint: service.url,
    identityPoolId: poolId,
    idToken: () => signIn(provider, 'ann'),
    async close() {
      await service.close()
      await provider.close()
    },
  }
}
