import {
  CreateIdentityPoolCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cognito-identity'
import {
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, region, test } from './hallpass.ts'

const providerArn = `arn:aws:iam::${accountId}:oidc-provider/a.example.com/\0`
const poolArn = `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${region}:0\0`

// Databases cut text at NUL or refuse it.
describe('a name with a NUL is refused', () => {
  test.for([
    ['GetOpenIDConnectProvider', new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn })],
    ['DeleteOpenIDConnectProvider', new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn })],
    ['ListOpenIDConnectProviderTags', new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: providerArn })],
    [
      'RemoveClientIDFromOpenIDConnectProvider',
      new RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn, ClientID: 'app' }),
    ],
  ] as const)('by %s', async ([, command], { hallpass: { iam } }) => {
    // The client's overloads know one command at a time.
    await expect(iam.send(command as GetOpenIDConnectProviderCommand)).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: `ARN arn:aws:iam::${accountId}:oidc-provider/a.example.com/ is not valid.`,
    })
  })

  test.for([
    ['ListTagsForResource', new ListTagsForResourceCommand({ ResourceArn: poolArn })],
    ['TagResource', new TagResourceCommand({ ResourceArn: poolArn, Tags: { a: 'b' } })],
    ['UntagResource', new UntagResourceCommand({ ResourceArn: poolArn, TagKeys: ['a'] })],
    [
      'CreateIdentityPool',
      new CreateIdentityPoolCommand({
        IdentityPoolName: 'p',
        AllowUnauthenticatedIdentities: true,
        OpenIdConnectProviderARNs: [providerArn],
      }),
    ],
  ] as const)('by %s', async ([, command], { hallpass: { cognito } }) => {
    // The client's overloads know one command at a time.
    await expect(cognito.send(command as ListTagsForResourceCommand)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})
