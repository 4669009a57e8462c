import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { InvalidInput, LimitExceeded, NoSuchEntity } from './errors.ts'
import { providerConditions, updateProvider } from './named-provider.ts'
import { readClientIds, readThumbprints } from './provider-lists.ts'
import { arn, clientId, thumbprints } from './shapes.ts'

/**
 * `AddClientIDToOpenIDConnectProvider`: one more audience that tokens may have; one that is there already changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
 */
export const addClientIdToOpenIdConnectProvider = operation({
  name: 'AddClientIDToOpenIDConnectProvider',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn, ClientID: clientId }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: providerConditions,
  errors: [InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn, ClientID }, ctx) {
    await updateProvider(OpenIDConnectProviderArn, ctx, ({ clientIds }) => ({ clientIds: readClientIds([...clientIds, ClientID]) }))
  },
})

/**
 * `RemoveClientIDFromOpenIDConnectProvider`: one that is not there changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html
 */
export const removeClientIdFromOpenIdConnectProvider = operation({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn, ClientID: clientId }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: providerConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn, ClientID }, ctx) {
    await updateProvider(OpenIDConnectProviderArn, ctx, ({ clientIds }) => ({ clientIds: clientIds.filter((each) => each !== ClientID) }))
  },
})

/**
 * `UpdateOpenIDConnectProviderThumbprint`: replaces the whole list.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html
 */
export const updateOpenIdConnectProviderThumbprint = operation({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn, ThumbprintList: thumbprints }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: providerConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn, ThumbprintList }, ctx) {
    await updateProvider(OpenIDConnectProviderArn, ctx, () => ({ thumbprints: readThumbprints(ThumbprintList) }))
  },
})
