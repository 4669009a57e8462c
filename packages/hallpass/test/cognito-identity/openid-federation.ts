import { type OpenIdProvider, startOpenIdProvider } from '../counterparts/openid-provider.ts'
import { test as base } from '../hallpass.ts'
import { createPool, registerProvider } from './federation.ts'

export interface RegisteredProvider extends OpenIdProvider {
  readonly arn: string
  /** `Logins` of a user, with further claims in the token. */
  login(subject: string, claims?: Readonly<Record<string, unknown>>): Promise<Record<string, string>>
}

/** `test` with a server and a real OpenID Connect provider for the file, and a pool for each test that takes its logins. */
export const test = base.extend<{ provider: RegisteredProvider; pool: string }>({
  provider: [
    async ({ hallpass }, use) => {
      const provider = await startOpenIdProvider()
      const arn = await registerProvider(hallpass, provider.issuer, 'app-RS256')
      const login = async (subject: string, claims = {}) => ({ [provider.name]: await provider.mint(subject, claims) })
      await use({ ...provider, arn, login })
      await provider.close()
    },
    { scope: 'file' },
  ],
  pool: async ({ hallpass, provider }, use) => use(await createPool(hallpass, { OpenIdConnectProviderARNs: [provider.arn] })),
})
