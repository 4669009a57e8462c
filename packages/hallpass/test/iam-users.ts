import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand, type Tag } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import { type Hallpass, region } from './hallpass.ts'
import { sdkCredentials } from './sts-calls.ts'

/** Clients that sign with one set of credentials. */
export interface ClientsOf {
  readonly cognito: CognitoIdentityClient
  readonly iam: IAMClient
  readonly sts: STSClient
}

export interface NewUser extends ClientsOf {
  readonly name: string
  readonly arn: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** A statement of a policy; `Effect` is `Allow` and `Resource` is `*` unless given. */
export type StatementInput = Readonly<Record<string, unknown>>

/** A new user with an access key, and an inline policy of these statements, if any. */
export async function newUser(
  hallpass: Hallpass,
  statements: readonly StatementInput[] = [],
  settings: { readonly path?: string; readonly tags?: readonly Tag[]; readonly boundary?: string } = {},
): Promise<NewUser> {
  const name = `user-${crypto.randomUUID()}`
  const { User } = await hallpass.iam.send(
    new CreateUserCommand({
      UserName: name,
      Path: settings.path,
      Tags: settings.tags && [...settings.tags],
      PermissionsBoundary: settings.boundary,
    }),
  )
  if (statements.length > 0) {
    const PolicyDocument = policyOf(...statements)
    await hallpass.iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'p', PolicyDocument }))
  }
  const { AccessKey } = await hallpass.iam.send(new CreateAccessKeyCommand({ UserName: name }))
  const credentials = sdkCredentials(AccessKey)
  return { name, arn: String(User?.Arn), credentials, ...clientsOf(hallpass, credentials) }
}

export function policyOf(...statements: readonly StatementInput[]): string {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    ...('NotResource' in statement ? {} : { Resource: '*' }),
    ...statement,
  }))
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

export function clientsOf(
  { url }: Pick<Hallpass, 'url'>,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string },
): ClientsOf {
  const settings = { endpoint: url, region, credentials, maxAttempts: 1 }
  return { cognito: new CognitoIdentityClient(settings), iam: new IAMClient(settings), sts: new STSClient(settings) }
}
