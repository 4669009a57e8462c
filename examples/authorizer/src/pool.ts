import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import type { Service } from '@hallpass/example-demo/service.js'

/** A user's identity, and credentials for an hour. */
export interface User {
  readonly identityId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** What users may do: read all notes, and write those below their own identity id. */
const policy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'notes:Read', Resource: 'arn:aws:notes:::*' },
    { Effect: 'Allow', Action: 'notes:Write', Resource: 'arn:aws:notes:::${cognito-identity.amazonaws.com:sub}/*' },
  ],
}

/** Makes a pool whose users have a role with that policy. A back end that knows its users says who signs in: `login.notes`. */
export async function createUsers({ url, region, rootKey }: Service): Promise<(name: string) => Promise<User>> {
  const settings = { endpoint: url, region, credentials: rootKey }
  const [cognito, iam] = [new CognitoIdentityClient(settings), new IAMClient(settings)]
  const { IdentityPoolId = '' } = await cognito.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'notes',
      AllowUnauthenticatedIdentities: false,
      DeveloperProviderName: 'login.notes',
    }),
  )
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId } },
    },
  }
  const RoleName = 'NotesUser'
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }))
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'notes', PolicyDocument: JSON.stringify(policy) }))
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { authenticated: Role?.Arn ?? '' } }))

  return async (name) => {
    const signIn = new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId, Logins: { 'login.notes': name } })
    const { IdentityId = '', Token = '' } = await cognito.send(signIn)
    const Logins = { 'cognito-identity.amazonaws.com': Token }
    const { Credentials = {} } = await cognito.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials
    return { identityId: IdentityId, accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken }
  }
}
