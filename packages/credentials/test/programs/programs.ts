import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { type TestAPI, vi } from 'vitest'
import { guestRole, userRole } from '../../../hallpass/test/cognito-identity/federation.ts'
import { appIds, test as onSocial } from '../../../hallpass/test/cognito-identity/social-federation.ts'
import { accountId, type Hallpass, region } from '../../../hallpass/test/hallpass.ts'
import { type StubService, startStubService } from '../stub-service.ts'
import { type RecordingServices, startRecordingServices } from './recording-services.ts'

/** What stands around a program: the real service with the social providers, and the services for which it wants credentials. */
export interface Surroundings {
  /** Records the calls to the real service, which stands behind it. */
  readonly stub: StubService
  /** Its address: the `endpoint` that is added to a program. */
  readonly endpoint: string
  readonly region: string
  readonly accountId: string
  /** Of this test alone; takes guests, and users of all social providers. */
  readonly identityPoolId: string
  readonly roles: { readonly guest: string; readonly user: string }
  /** A new user's tokens, as texts, in place of those that a program prints. */
  readonly tokens: { readonly facebook: string; readonly amazon: string; readonly google: string }
  /** S3 and DynamoDB; the SDK's clients learn of them by the environment. */
  readonly services: RecordingServices
  readonly hallpass: Hallpass
}

/** `test` with the surroundings; the service lives as long as the file. */
export const test: TestAPI<{ around: Surroundings }> = onSocial.extend<{ around: Surroundings }>({
  around: async ({ hallpass, pool, social }, use) => {
    const [stub, services] = await Promise.all([startStubService(hallpass.url), startRecordingServices()])
    for (const [name, value] of Object.entries(environmentOf(services))) vi.stubEnv(name, value)
    const userId = crypto.randomUUID()
    const tokens = {
      facebook: crypto.randomUUID(),
      amazon: crypto.randomUUID(),
      google: social.google.token(userId, appIds['accounts.google.com']),
    }
    social.facebook.grant(tokens.facebook, { appId: appIds['graph.facebook.com'], userId })
    social.amazon.grant(tokens.amazon, { appId: appIds['www.amazon.com'], userId })
    const roles = { guest: guestRole, user: userRole }
    await use({ stub, endpoint: stub.url, region, accountId, identityPoolId: pool, roles, tokens, services, hallpass })
    await Promise.all([stub.close(), services.close()])
  },
})

/** How a program's clients of S3 and DynamoDB find the services; there are no other credentials than those that it makes. */
export function environmentOf({ url }: RecordingServices): Record<string, string> {
  return { AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_DYNAMODB: url, AWS_EC2_METADATA_DISABLED: 'true' }
}

/** An SDK client, as far as its credentials go. */
interface ServiceClient {
  readonly config: { credentials(): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }> }
}

/** Which role a client's credentials are of, by what the real service says to a call that is signed with them. */
export async function roleOf({ config }: ServiceClient, { endpoint }: Pick<Surroundings, 'endpoint'>): Promise<string | undefined> {
  const sts = new STSClient({ endpoint, region, credentials: await config.credentials() })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  sts.destroy()
  return /:assumed-role\/(\w+)\//.exec(String(Arn))?.[1]
}
