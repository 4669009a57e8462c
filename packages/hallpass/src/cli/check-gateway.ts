import { profiles } from '../gateway/backend/profiles.ts'
import { type Check, faulty, good, shown } from './fault.ts'

/** The address of the store: a scheme, a host and maybe a port. */
export const checkBackend: Check<URL> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return faulty(`${shown(text)} is no web address.`, 'Give the address of an S3-compatible store, such as http://127.0.0.1:9000.')
  }
  // Not shown: what stands before the @ may be a password.
  if (url.username !== '' || url.password !== '') {
    return faulty('The address names a user.', 'Give the key in HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID and …_SECRET_ACCESS_KEY.')
  }
  return url.pathname === '/' && url.search === '' && url.hash === ''
    ? good(url)
    : faulty(`${shown(text)} has a path or a query.`, 'Leave out everything after the host and port.')
}

export const checkBackendProfile: Check<string> = (text) =>
  profiles.has(text)
    ? good(text)
    : faulty(
        `${shown(text)} is no profile of a store.`,
        `Give one of ${[...profiles.keys()].join(', ')}, or leave it out: then it is found out.`,
      )

export const checkDomain: Check<string> = (text) =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(text)
    ? good(text.toLowerCase())
    : faulty(`${shown(text)} is no domain.`, 'Give one without scheme and port, such as s3.example.com.')

/** Whose pages may read answers. */
export const checkOrigins: Check<readonly string[]> = (text) => {
  const origins = text.split(',').map((origin) => origin.trim())
  const wrong = origins.find((origin) => origin !== '*' && !(URL.canParse(origin) && new URL(origin).origin === origin))
  return wrong === undefined
    ? good(origins)
    : faulty(`${shown(wrong)} is no origin.`, 'Give origins such as https://app.example.com, with commas between them, or *.')
}

/** What the store knows the gateway by; not shown. */
export const checkBackendKey: Check<string> = (text) => good(text)

/** The region that the store is told: some have one of a form of their own. */
export const checkRegionName: Check<string> = (text) =>
  /^[a-z0-9-]{1,64}$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no region.`, 'Give the region that the store has, such as us-east-1.')
