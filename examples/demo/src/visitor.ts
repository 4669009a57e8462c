import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  ListIdentitiesCommand,
} from '@aws-sdk/client-cognito-identity'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expectThat } from './expectation.ts'
import type { Service } from './service.ts'

export interface TemporaryCredentials {
  readonly identityId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** Provider name → ID token. */
export type Logins = Record<string, string>

/** What an application does: AWS's own clients, which are told our endpoint and no credentials. */
export interface Visitor {
  getId(logins?: Logins): Promise<string>
  getCredentials(identityId: string, logins?: Logins): Promise<TemporaryCredentials>
  /** The ARN that STS knows the holder of these credentials by. */
  whoAmI(credentials: TemporaryCredentials): Promise<string>
  /** How many identities the pool has, asked with these credentials. */
  countIdentities(credentials: TemporaryCredentials): Promise<number>
}

export function visitor({ url, region }: Service, poolId: string): Visitor {
  const identities = new CognitoIdentityClient({ endpoint: url, region })
  return {
    async getId(logins) {
      const { IdentityId } = await identities.send(new GetIdCommand({ IdentityPoolId: poolId, Logins: logins }))
      expectThat(IdentityId !== undefined, 'GetId answers with an identity.')
      return IdentityId
    },
    async getCredentials(identityId, logins) {
      const answer = await identities.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId, Logins: logins }))
      const { AccessKeyId, SecretKey, SessionToken, Expiration } = answer.Credentials ?? {}
      expectThat(
        answer.IdentityId !== undefined &&
          AccessKeyId !== undefined &&
          SecretKey !== undefined &&
          SessionToken !== undefined &&
          Expiration !== undefined,
        'GetCredentialsForIdentity answers with an identity and whole credentials.',
      )
      return {
        identityId: answer.IdentityId,
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      }
    },
    async whoAmI(credentials) {
      const { Arn } = await new STSClient({ endpoint: url, region, credentials }).send(new GetCallerIdentityCommand({}))
      expectThat(Arn !== undefined, 'GetCallerIdentity answers with an ARN.')
      return Arn
    },
    async countIdentities(credentials) {
      const asker = new CognitoIdentityClient({ endpoint: url, region, credentials })
      const { Identities = [] } = await asker.send(new ListIdentitiesCommand({ IdentityPoolId: poolId, MaxResults: 60 }))
      return Identities.length
    },
  }
}
