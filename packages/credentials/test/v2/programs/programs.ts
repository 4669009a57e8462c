import { PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { TestAPI } from 'vitest'
import { guestRole, userRole } from '../../../../hallpass/test/cognito-identity/federation.ts'
import { appIds, test as onSocial } from '../../../../hallpass/test/cognito-identity/social-federation.ts'
import { accountId, type Hallpass, region } from '../../../../hallpass/test/hallpass.ts'
import { policyOf } from '../../../../hallpass/test/iam-users.ts'
import type { AwsNamespace } from '../../../src/v2/aws.ts'
import type { Credentials } from '../../../src/v2/config-types.ts'
import type { AWSError } from '../../../src/v2/executor-types.ts'
import type { Request, Response } from '../../../src/v2/service-types.ts'
import { type StubService, startStubService } from '../../stub-service.ts'
import type { Implementation } from '../both.ts'

/** What stands around a program of the SDK v2's documentation: the real service with the social providers, behind a stub that records. */
export interface Surroundings {
  /** Of this test alone, in `region`, with the stub as the endpoint of both services: the only change but for the import. */
  readonly AWS: AwsNamespace
  readonly stub: StubService
  readonly endpoint: string
  readonly region: string
  readonly accountId: string
  /** Of this test alone; takes guests, and users of all social providers. */
  readonly identityPoolId: string
  readonly roles: { readonly guest: string; readonly user: string }
  /** Of a new user, as texts, in place of those that a program prints. */
  readonly tokens: { readonly facebook: string; readonly amazon: string; readonly google: string }
  /** Another token of the same user. */
  readonly renewed: { readonly facebook: string; readonly google: string }
  readonly hallpass: Hallpass
}

/** `test` with the surroundings of a program that is written for the SDK; the service lives as long as the file. */
export function testOf(implementation: Implementation): TestAPI<{ around: Surroundings }> {
  return onSocial.extend<{ around: Surroundings }>({
    around: async ({ hallpass, pool, social }, use) => {
      const stub = await startStubService(hallpass.url)
      const userId = crypto.randomUUID()
      const facebook = () => {
        const token = crypto.randomUUID()
        social.facebook.grant(token, { appId: appIds['graph.facebook.com'], userId })
        return token
      }
      const amazon = crypto.randomUUID()
      social.amazon.grant(amazon, { appId: appIds['www.amazon.com'], userId })
      const google = () => social.google.token(userId, appIds['accounts.google.com'], { jti: crypto.randomUUID() })
      const AWS = await implementation.load()
      AWS.config.region = region
      AWS.config.update({ cognitoidentity: { endpoint: stub.url }, sts: { endpoint: stub.url } })
      await use({
        AWS,
        stub,
        endpoint: stub.url,
        region,
        accountId,
        identityPoolId: pool,
        roles: { guest: guestRole, user: userRole },
        tokens: { facebook: facebook(), amazon, google: google() },
        renewed: { facebook: facebook(), google: google() },
        hallpass,
      })
      await stub.close()
    },
  })
}

/** Lets a role of the account do this. */
export async function allow({ hallpass }: Surroundings, role: string, ...actions: readonly string[]): Promise<void> {
  const RoleName = role.split('/').at(-1)
  await hallpass.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'allowed', PolicyDocument: policyOf({ Action: [...actions] }) }))
}

/** Has the pool take the way by an OpenID token and STS. */
export async function allowClassicFlow({ AWS, hallpass, identityPoolId, stub }: Surroundings): Promise<void> {
  const cognito = new AWS.CognitoIdentity({ credentials: new AWS.Credentials(hallpass.server.rootAccessKey) })
  const { IdentityPoolName } = await cognito.describeIdentityPool({ IdentityPoolId: identityPoolId }).promise()
  await cognito
    .updateIdentityPool({ IdentityPoolId: identityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities: true, AllowClassicFlow: true })
    .promise()
  // Not part of what the program does.
  stub.reset()
}

/** Which role these keys are of, by what the real service says to a call that is signed with them. */
export async function roleOf(credentials: Credentials | null | undefined, { endpoint }: Surroundings): Promise<string | undefined> {
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = credentials ?? {}
  const sts = new STSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey, sessionToken } })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  sts.destroy()
  return /:assumed-role\/([\w-]+)\//.exec(String(Arn))?.[1]
}

/** What a printed `function (err, data) {…}` gets, `this` too. */
export interface Called<Data> {
  readonly err: AWSError | null
  readonly data: Data | null
  readonly self: Response<Data>
}

/** Runs a call with such a function: `called((done) => cognitoidentity.getId(params, done))` */
export function called<Data>(run: (done: Done) => Request<Data>): Promise<Called<Data>>
export function called(run: (done: Done) => unknown): Promise<Called<undefined>>
export function called(run: (done: Done) => unknown): Promise<Called<unknown>> {
  return new Promise((resolve) => {
    run(function (err, data) {
      resolve({ err, data, self: this })
    })
  })
}
// biome-ignore lint/suspicious/noExplicitAny: what is called decides what its function gets.
type Done = (this: any, err?: any, data?: any) => void
