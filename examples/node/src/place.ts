import { parseArgs } from 'node:util'
import { cognitoUserPool } from '@hallpass/credentials'
import { startOpenIdProvider } from '@hallpass/example-demo/open-id-provider.js'
import { silenceNotices } from '@hallpass/example-demo/quiet.js'
import { startService } from '@hallpass/example-demo/service.js'
import { signIn } from '@hallpass/example-demo/sign-in.js'
import { setUp } from '@hallpass/example-demo/stage.js'
import { users } from '@hallpass/example-demo/walk.js'

/** A pool, and a user who may sign in there. */
export interface Place {
  readonly endpoint: string
  readonly region: string
  readonly identityPoolId: string
  /** An ID token of the user; none where the program was pointed at a pool without one. */
  idToken(): Promise<string | undefined>
  close(): Promise<void>
}

export interface OwnPlace extends Place {
  /** The name of the login: the issuer of the tokens, without its scheme. */
  readonly provider: string
  /** A user pool that the pool trusts too. What stands behind it is the same provider, by the configuration of the service. */
  readonly userPoolId: string
  /** Of ann, who signs in each time. */
  idToken(): Promise<string>
}

/**
 * The pool that the command line names, `--endpoint URL --pool ID` and `--id-token TOKEN` for a user of it; without them one of the
 * program's own.
 */
export async function findPlace(): Promise<Place> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { endpoint: text, pool: text, 'id-token': text } })
  const { endpoint, pool, 'id-token': idToken } = values
  if (endpoint === undefined || pool === undefined) return startPlace()
  const region = pool.replace(/:.*/, '')
  return { endpoint, region, identityPoolId: pool, idToken: async () => idToken, close: async () => {} }
}

/** A Hallpass in this process, and an OpenID Connect provider. */
export async function startPlace(): Promise<OwnPlace> {
  silenceNotices()
  const userPoolId = 'us-east-1_Demo'
  const userPool = cognitoUserPool({ userPoolId })
  const provider = await startOpenIdProvider(users)
  const { issuer } = provider
  const service = await startService(new Map([[userPool, { issuer, endpoint: issuer }]]))
  const { poolId } = await setUp(service, provider, userPool)
  return {
    endpoint: service.url,
    region: service.region,
    identityPoolId: poolId,
    provider: provider.name,
    userPoolId,
    idToken: () => signIn(provider, 'ann'),
    async close() {
      await service.close()
      await provider.close()
    },
  }
}
