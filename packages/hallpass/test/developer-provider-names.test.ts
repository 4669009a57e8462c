import {
  CreateIdentityPoolCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import { assume } from './sts-calls.ts'

// `amr` lists kinds of identity and names of providers side by side.
test.for(['unauthenticated', 'authenticated'])('a developer provider may be called %s: its users are users', async (name, { hallpass }) => {
  const [guestRole, userRole] = [`arn:aws:iam::${accountId}:role/Guest`, `arn:aws:iam::${accountId}:role/User`]
  const { IdentityPoolId } = await hallpass.cognito.send(
    new CreateIdentityPoolCommand({ IdentityPoolName: 'app', AllowUnauthenticatedIdentities: true, DeveloperProviderName: name }),
  )
  const Roles = { unauthenticated: guestRole, authenticated: userRole }
  await hallpass.cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles }))
  const vouched = new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId, Logins: { [name]: 'ann' } })
  const { Token, IdentityId } = await hallpass.cognito.send(vouched)

  expect(await assume(hallpass, { RoleArn: userRole, WebIdentityToken: Token })).toMatchObject({ SubjectFromWebIdentityToken: IdentityId })
  await expect(assume(hallpass, { RoleArn: guestRole, WebIdentityToken: Token })).rejects.toMatchObject({ name: 'AccessDenied' })
})
