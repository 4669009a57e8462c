import {
  CreateIdentityPoolCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand } from '@aws-sdk/client-iam'
import { expect } from 'vitest'
import { test } from './hallpass.ts'
import { assume } from './sts-calls.ts'
import { poolTrust } from './trusted-roles.ts'

// `amr` lists kinds of identity and names of providers side by side.
test.for([
  'unauthenticated',
  'authenticated',
])('a developer provider may be called %s: its users are users, and guests are not', async (name, { hallpass }) => {
  const { IdentityPoolId } = await hallpass.cognito.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'app',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      DeveloperProviderName: name,
    }),
  )
  const AssumeRolePolicyDocument = poolTrust({
    StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  })
  const { Role } = await hallpass.iam.send(new CreateRoleCommand({ RoleName: `Users-of-${name}`, AssumeRolePolicyDocument }))
  const vouched = new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId, Logins: { [name]: 'ann' } })
  const user = await hallpass.cognito.send(vouched)
  const { IdentityId } = await hallpass.guest.send(new GetIdCommand({ IdentityPoolId }))
  const guest = await hallpass.guest.send(new GetOpenIdTokenCommand({ IdentityId }))

  expect(await assume(hallpass, { RoleArn: Role?.Arn, WebIdentityToken: user.Token })).toMatchObject({
    SubjectFromWebIdentityToken: user.IdentityId,
  })
  await expect(assume(hallpass, { RoleArn: Role?.Arn, WebIdentityToken: guest.Token })).rejects.toMatchObject({ name: 'AccessDenied' })
})
