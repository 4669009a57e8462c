import type { ProviderKind } from './provider-kind.ts'
import { invalidLogin, notSupported } from './refusal.ts'

const name = 'www.digits.com'

/** Digits was shut down in 2017: pools may still name it, nobody can log in with it. */
export const digits: ProviderKind = {
  covers: (provider) => provider === name,
  verify: async (_provider, _token, pool) =>
    pool.supportedLoginProviders.has(name) ? invalidLogin('Digits has ended and takes no logins any more.') : notSupported,
}
