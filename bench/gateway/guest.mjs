// A guest of a new pool, whose role may read and write below `bench/`.
import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'

/** @returns {Promise<{ accessKeyId: string, secretAccessKey: string, sessionToken: string }>} */
export async function guestCredentials(endpoint, root) {
  const settings = { endpoint, region: 'us-east-1', credentials: root }
  const [iam, cognito] = [new IAMClient(settings), new CognitoIdentityClient(settings)]
  const pool = await cognito.send(new CreateIdentityPoolCommand({ IdentityPoolName: 'bench', AllowUnauthenticatedIdentities: true }))
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.IdentityPoolId } },
  }
  const document = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement })
  const role = await iam.send(new CreateRoleCommand({ RoleName: 'Bench', AssumeRolePolicyDocument: document(trust) }))
  const allowed = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::bench/*' }
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Bench', PolicyName: 'files', PolicyDocument: document(allowed) }))
  const roles = { unauthenticated: role.Role.Arn }
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: pool.IdentityPoolId, Roles: roles }))
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: pool.IdentityPoolId }))
  const { Credentials } = await cognito.send(new GetCredentialsForIdentityCommand({ IdentityId }))
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = Credentials
  return { accessKeyId, secretAccessKey, sessionToken }
}
