import type { ProviderKind } from './provider-kind.ts'
import { notSupported } from './refusal.ts'

/** SAML providers: a pool may name them, their responses are not taken. */
export const saml: ProviderKind = {
  covers: (provider) => provider.startsWith('arn:'),
  verify: async () => notSupported,
}
