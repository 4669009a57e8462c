import { samlProviderArn } from '../identity/saml-provider.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { encodeBase32 } from '../session/base32.ts'
import { EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity } from './errors.ts'
import { findSamlProvider, noSuchSamlProvider, samlProviderConditions, updateSamlProvider } from './named-saml-provider.ts'
import { readMetadata, refuseEncryption, validUntil } from './saml-provider-settings.ts'
import { assertionEncryptionMode, privateKey, privateKeyId, samlMetadata, samlProviderName } from './saml-provider-shapes.ts'
import { arn, tags } from './shapes.ts'
import { requestTagConditions } from './tag-conditions.ts'
import { addTags, readTags, writeTags } from './tags.ts'

const maxProviders = 100

/**
 * `CreateSAMLProvider`: an identity provider, as its metadata describes it. Nobody is called.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
 */
export const createSamlProvider = operation({
  name: 'CreateSAMLProvider',
  auth: 'developer',
  input: structure({
    SAMLMetadataDocument: samlMetadata,
    Name: samlProviderName,
    Tags: optional(tags),
    AssertionEncryptionMode: optional(assertionEncryptionMode),
    AddPrivateKey: optional(privateKey),
  }),
  resource: ({ Name }, { accountId }) => samlProviderArn(Name, accountId),
  conditions: ({ Tags }) => requestTagConditions(Tags),
  errors: [EntityAlreadyExists, InvalidInput, LimitExceeded],

  async handle({ SAMLMetadataDocument, Name, Tags = [], ...encryption }, { store, accountId, now, random }) {
    refuseEncryption(encryption)
    const provider = {
      arn: samlProviderArn(Name, accountId),
      accountId,
      name: Name,
      uuid: encodeBase32(random(20)),
      createdAt: now(),
      tags: addTags(new Map(), readTags(Tags)),
      idp: readMetadata(SAMLMetadataDocument),
    }
    // A quota, no law: of two that are created at the same moment, both may be taken.
    if ((await store.listSamlProviders(accountId)).length >= maxProviders) {
      throw new LimitExceeded(`Cannot exceed quota for SAMLProvidersPerAccount: ${maxProviders}`)
    }
    if ((await store.createSamlProvider(provider, SAMLMetadataDocument)) === 'exists') {
      throw new EntityAlreadyExists(`SAML Provider ${Name} already exists.`)
    }
    return { SAMLProviderArn: provider.arn, Tags: Tags.length === 0 ? undefined : writeTags(provider.tags) }
  },
})

/**
 * `GetSAMLProvider`: the metadata as it was uploaded, and what is known besides.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html
 */
export const getSamlProvider = operation({
  name: 'GetSAMLProvider',
  auth: 'developer',
  input: structure({ SAMLProviderArn: arn }),
  resource: ({ SAMLProviderArn }) => SAMLProviderArn,
  conditions: samlProviderConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ SAMLProviderArn }, ctx) {
    const provider = await findSamlProvider(SAMLProviderArn, ctx)
    const metadata = await ctx.store.findSamlMetadata(SAMLProviderArn)
    if (metadata === undefined) noSuchSamlProvider(SAMLProviderArn)
    return {
      SAMLProviderUUID: provider.uuid,
      SAMLMetadataDocument: metadata,
      CreateDate: new Date(provider.createdAt),
      ValidUntil: validUntil(provider),
      Tags: writeTags(provider.tags),
      AssertionEncryptionMode: 'Allowed',
      PrivateKeyList: [],
    }
  },
})

/**
 * `UpdateSAMLProvider`: replaces the metadata; keys that it names no more are refused from then on.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html
 */
export const updateSamlProviderMetadata = operation({
  name: 'UpdateSAMLProvider',
  auth: 'developer',
  input: structure({
    SAMLMetadataDocument: optional(samlMetadata),
    SAMLProviderArn: arn,
    AssertionEncryptionMode: optional(assertionEncryptionMode),
    AddPrivateKey: optional(privateKey),
    RemovePrivateKey: optional(privateKeyId),
  }),
  resource: ({ SAMLProviderArn }) => SAMLProviderArn,
  conditions: samlProviderConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ SAMLMetadataDocument, SAMLProviderArn, ...encryption }, ctx) {
    refuseEncryption(encryption)
    const idp = SAMLMetadataDocument === undefined ? undefined : readMetadata(SAMLMetadataDocument)
    const change = idp === undefined ? {} : { idp }
    await updateSamlProvider(SAMLProviderArn, ctx, (provider) => ({ ...provider, ...change }), SAMLMetadataDocument)
    return { SAMLProviderArn }
  },
})

/**
 * `ListSAMLProviders`: all, on one page.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html
 */
export const listSamlProviders = operation({
  name: 'ListSAMLProviders',
  auth: 'developer',
  input: structure({}),
  resource: () => '*',
  errors: [],

  async handle(_input, { store, accountId }) {
    const providers = [...(await store.listSamlProviders(accountId))].sort((a, b) => (a.arn < b.arn ? -1 : 1))
    return {
      SAMLProviderList: providers.map((provider) => ({
        Arn: provider.arn,
        ValidUntil: validUntil(provider),
        CreateDate: new Date(provider.createdAt),
      })),
    }
  },
})

/**
 * `DeleteSAMLProvider`: pools and trust policies that name it keep its name, and logins with it are refused from then on.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html
 */
export const deleteSamlProvider = operation({
  name: 'DeleteSAMLProvider',
  auth: 'developer',
  input: structure({ SAMLProviderArn: arn }),
  resource: ({ SAMLProviderArn }) => SAMLProviderArn,
  conditions: samlProviderConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ SAMLProviderArn }, ctx) {
    const { arn: providerArn } = await findSamlProvider(SAMLProviderArn, ctx)
    if (!(await ctx.store.deleteSamlProvider(providerArn))) noSuchSamlProvider(SAMLProviderArn)
  },
})
