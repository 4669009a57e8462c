import { test as base } from 'vitest'
import { type SocialProvider, startAmazon, startFacebook, startTwitter } from '../counterparts/social-providers.ts'
import { type StubIssuer, startStubIssuer } from '../counterparts/stub-issuer.ts'
import { type ForgeKey, forgeKey, forgeToken } from '../counterparts/token-forge.ts'
import { type Hallpass, startHallpass } from '../hallpass.ts'
import { createPool } from './federation.ts'

export interface SocialProviders {
  readonly facebook: SocialProvider
  readonly amazon: SocialProvider
  readonly twitter: SocialProvider
  readonly google: IdTokenIssuer
  readonly apple: IdTokenIssuer
}

export interface IdTokenIssuer extends StubIssuer {
  /** An ID token of this user for this client. */
  token(subject: string, clientId: string, claims?: Readonly<Record<string, unknown>>): string
}

/** What pools of {@link test} say of the social providers. */
export const appIds = {
  'graph.facebook.com': '7346241598935555',
  'www.amazon.com': 'amzn1.application.188a56d827a7d6555a8b67a5d',
  'api.twitter.com': 'consumer-key;consumer-secret',
  'accounts.google.com': '1234-abc.apps.googleusercontent.com',
  'appleid.apple.com': 'com.example.app',
}

/** `test` with the social providers, and a server for the file that is told where they are; its pools take them all. */
export const test = base.extend<{ social: SocialProviders; hallpass: Hallpass; pool: string }>({
  social: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const [consumerKey = '', consumerSecret = ''] = appIds['api.twitter.com'].split(';')
      const social = {
        facebook: await startFacebook(),
        amazon: await startAmazon(),
        twitter: await startTwitter({ key: consumerKey, secret: consumerSecret }),
        google: await startIdTokenIssuer(),
        apple: await startIdTokenIssuer(),
      }
      await use(social)
      await Promise.all(Object.values(social).map((provider) => provider.close()))
    },
    { scope: 'file' },
  ],
  hallpass: [
    async ({ social: { facebook, amazon, twitter, google, apple } }, use) => {
      const providers = new Map(
        Object.entries({
          'graph.facebook.com': { endpoint: facebook.url },
          'www.amazon.com': { endpoint: amazon.url },
          'api.twitter.com': { endpoint: twitter.url },
          'accounts.google.com': { issuer: google.issuer },
          'appleid.apple.com': { issuer: apple.issuer },
        }),
      )
      const hallpass = await startHallpass({ providers })
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
  pool: async ({ hallpass }, use) => use(await createPool(hallpass, { SupportedLoginProviders: appIds })),
})

async function startIdTokenIssuer(): Promise<IdTokenIssuer> {
  const key: ForgeKey = forgeKey('RS256', 'key')
  const issuer = await startStubIssuer(key)
  return {
    ...issuer,
    token(sub, aud, claims = {}) {
      const now = Math.floor(Date.now() / 1000)
      return forgeToken(key, { iss: issuer.issuer, aud, sub, iat: now, exp: now + 300, ...claims })
    },
  }
}
